namespace Praxis.Learning.Onnx;

/// <summary>A model that can be written as a graph of ONNX.</summary>
internal interface IOnnxModel
{
    /// <summary>The graph: what it reads stands in its metadata, what it gives are <c>probabilities [batch, labels]</c> and <c>label [batch]</c>.</summary>
    OnnxGraph ToOnnx();

    /// <summary>What the graph is to be given for a text.</summary>
    OnnxInput OnnxInputOf(string text);
}
