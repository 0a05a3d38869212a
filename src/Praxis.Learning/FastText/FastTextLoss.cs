namespace Praxis.Learning.FastText;

/// <summary>The losses, with their ids in the model file.</summary>
public enum FastTextLoss
{
    /// <summary>Hierarchical softmax over a Huffman tree of the labels.</summary>
    HierarchicalSoftmax = 1,

    /// <summary>Negative sampling.</summary>
    NegativeSampling = 2,

    /// <summary>Softmax.</summary>
    Softmax = 3,

    /// <summary>A logistic step for every label; for lines with several labels.</summary>
    OneVersusAll = 4,
}
