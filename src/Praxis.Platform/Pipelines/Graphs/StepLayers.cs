using Praxis.Platform.Pipelines.Definitions;

namespace Praxis.Platform.Pipelines.Graphs;

/// <summary>A pipeline's steps in layers: each stands one below the last of those it waits for.</summary>
internal static class StepLayers
{
    /// <summary>The layers, the steps of each in the definition's order.</summary>
    public static IReadOnlyList<IReadOnlyList<PipelineStep>> Of(PipelineDefinition definition)
    {
        var layer = new Dictionary<string, int>(StringComparer.Ordinal);
        var open = definition.Steps.ToList();
        while (open.Count > 0)
        {
            var ready = open.Where(step => step.WaitsFor.All(layer.ContainsKey)).ToList();
            foreach (var step in ready)
                layer[step.Name] = step.WaitsFor.Count == 0 ? 0 : step.WaitsFor.Max(name => layer[name]) + 1;
            open.RemoveAll(step => layer.ContainsKey(step.Name));
        }

        return [.. definition.Steps.GroupBy(step => layer[step.Name]).OrderBy(group => group.Key).Select(group => (IReadOnlyList<PipelineStep>)[.. group])];
    }
}
