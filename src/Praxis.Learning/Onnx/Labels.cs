namespace Praxis.Learning.Onnx;

/// <summary>The output <c>label</c>: the name of the most probable label.</summary>
internal static class Labels
{
    public static void Add(OnnxGraph graph, IReadOnlyList<string> labels)
    {
        var best = graph.Do("ArgMax", ["probabilities"], OnnxGraph.Attribute("axis", 1), OnnxGraph.Attribute("keepdims", 0));
        graph.TextOutput("label", ["batch"], "Gather", [graph.Texts(labels), best]);
        graph.Metadata["praxis.labels"] = System.Text.Json.JsonSerializer.Serialize(labels);
    }
}
