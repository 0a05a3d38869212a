namespace Praxis.Learning.FastText;

/// <summary>What is learned, with the ids of the model file.</summary>
public enum FastTextMode
{
    /// <summary>Word vectors: a word from the words around it.</summary>
    Cbow = 1,

    /// <summary>Word vectors: the words around it from a word.</summary>
    Skipgram = 2,

    /// <summary>A classifier: the labels of a line from its words.</summary>
    Supervised = 3,
}
