using Praxis.Learning.FastText.Rows;

namespace Praxis.Learning.FastText.Losses;

/// <summary>The output layers of a training's threads, over one matrix.</summary>
/// <param name="output">A row a label, or a word.</param>
/// <param name="loss">Which loss.</param>
/// <param name="counts">How often each label, or word, occurs.</param>
/// <param name="negatives">Negatives of a step.</param>
internal sealed class OutputLayers(RowMatrix output, FastTextLoss loss, ReadOnlySpan<long> counts, int negatives)
{
    private readonly HuffmanTree? tree = loss == FastTextLoss.HierarchicalSoftmax ? new HuffmanTree(counts) : null;

    /// <summary>What negatives are drawn from; null where the loss draws none.</summary>
    public NegativeTable? Table { get; } = loss == FastTextLoss.NegativeSampling ? new NegativeTable(counts) : null;

    /// <summary>A layer for one thread.</summary>
    public OutputLayer Open() => loss switch
    {
        FastTextLoss.Softmax => new SoftmaxLayer(output),
        FastTextLoss.OneVersusAll => new OneVersusAllLayer(output),
        FastTextLoss.NegativeSampling => new NegativeSamplingLayer(output, negatives, Table!),
        _ => new HierarchicalSoftmaxLayer(output, tree!),
    };
}
