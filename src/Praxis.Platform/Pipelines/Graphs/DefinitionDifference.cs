using System.Text.Json.Nodes;
using Praxis.Platform.Pipelines.Definitions;

namespace Praxis.Platform.Pipelines.Graphs;

/// <summary>What differs between two definitions.</summary>
/// <param name="Place">Where: <c>Steps.Train.Arguments.HyperParameters.epochs</c>.</param>
/// <param name="Before">The value there before, JSON; null where nothing was.</param>
/// <param name="After">The value there now, JSON; null where nothing is.</param>
public sealed record DefinitionDifference(string Place, string? Before, string? After)
{
    /// <summary>Every difference, by place; the order of steps and parameters means nothing.</summary>
    public static IReadOnlyList<DefinitionDifference> Between(PipelineDefinition before, PipelineDefinition after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var found = new List<DefinitionDifference>();
        Compare(before.Json, after.Json, "", found);
        return found;
    }

    private static void Compare(JsonNode? before, JsonNode? after, string place, List<DefinitionDifference> found)
    {
        if (JsonNode.DeepEquals(before, after))
            return;
        if (before is JsonObject a && after is JsonObject b)
        {
            foreach (var key in a.Select(pair => pair.Key).Union(b.Select(pair => pair.Key)))
                Compare(a[key], b[key], place.Length == 0 ? key : $"{place}.{key}", found);
        }
        else if (before is JsonArray x && after is JsonArray y && Named(x) is { } left && Named(y) is { } right)
        {
            foreach (var key in left.Keys.Union(right.Keys))
                Compare(left.GetValueOrDefault(key), right.GetValueOrDefault(key), $"{place}.{key}", found);
        }
        else
        {
            found.Add(new DefinitionDifference(place, before?.ToJsonString(), after?.ToJsonString()));
        }
    }

    private static Dictionary<string, JsonNode?>? Named(JsonArray list)
    {
        var named = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var item in list)
        {
            var name = ((string[])["Name", "OutputName", "InputName", "ChannelName", "PropertyFileName"]).Select(field => item is JsonObject map ? DefinitionReader.Text(map[field]) : null).FirstOrDefault(own => own is not null);
            if (name is null || !named.TryAdd(name, item))
                return null;
        }

        return named;
    }
}
