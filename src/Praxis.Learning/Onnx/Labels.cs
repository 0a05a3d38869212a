using System.Text;
using System.Text.Json;

namespace Praxis.Learning.Onnx;

/// <summary>The output <c>label</c>: the name of the most probable label.</summary>
internal static class Labels
{
    public static void Add(OnnxGraph graph, IReadOnlyList<string> labels)
    {
        var best = graph.Do("ArgMax", ["probabilities"], OnnxGraph.Attribute("axis", 1), OnnxGraph.Attribute("keepdims", 0));
        graph.TextOutput("label", ["batch"], "Gather", [graph.Texts(labels), best]);
        using var list = new MemoryStream();
        using (var json = new Utf8JsonWriter(list))
        {
            json.WriteStartArray();
            foreach (var label in labels)
                json.WriteStringValue(label);
            json.WriteEndArray();
        }

        graph.Metadata["praxis.labels"] = Encoding.UTF8.GetString(list.ToArray());
    }
}
