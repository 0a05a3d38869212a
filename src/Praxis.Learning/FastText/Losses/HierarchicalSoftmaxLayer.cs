using Praxis.Learning.FastText.Rows;

namespace Praxis.Learning.FastText.Losses;

/// <summary>Logistic steps along the target's path in a Huffman tree.</summary>
internal sealed unsafe class HierarchicalSoftmaxLayer(RowMatrix output, HuffmanTree tree) : OutputLayer(output)
{
    private readonly float[] scores = new float[tree.Deepest];

    public override float Step(float* hidden, float* gradient, ReadOnlySpan<int> labels, float rate, ref Minstd random) =>
        Logistic(hidden, gradient, tree.Path(labels[0]), tree.Code(labels[0]), scores, rate);
}
