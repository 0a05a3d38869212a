using System.Globalization;
using System.Net;
using System.Text;
using Praxis.Contracts.Pipelines;
using Praxis.Platform.Pipelines.Definitions;

namespace Praxis.Platform.Pipelines.Graphs;

/// <summary>A pipeline as a picture: a Mermaid flowchart, or SVG; with an execution's steps, in their colours.</summary>
public static class PipelineGraph
{
    private const int Width = 190;
    private const int Height = 46;
    private const int GapX = 60;
    private const int GapY = 22;
    private const int Margin = 20;

    /// <summary>A Mermaid flowchart.</summary>
    public static string ToMermaid(PipelineDefinition definition, IReadOnlyList<StepExecution>? steps = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var text = new StringBuilder("flowchart LR\n");
        var numbers = definition.Steps.Select((step, i) => (step.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i, StringComparer.Ordinal);
        foreach (var step in definition.Steps)
        {
            var (open, close) = step.Type == StepTypes.Condition ? ("{", "}") : ("[", "]");
            text.Append(CultureInfo.InvariantCulture, $"    n{numbers[step.Name]}{open}\"{step.Name}<br/><small>{step.Type}</small>\"{close}\n");
        }

        foreach (var step in definition.Steps)
            foreach (var before in Edges(definition, step))
                text.Append(CultureInfo.InvariantCulture, $"    n{numbers[before]} -->{(step.Condition == before ? step.IsIfBranch ? "|yes|" : "|no|" : "")} n{numbers[step.Name]}\n");
        foreach (var step in steps ?? [])
            text.Append(CultureInfo.InvariantCulture, $"    style n{numbers[step.Name]} stroke:{Colour(step)},stroke-width:3px\n");
        return text.ToString();
    }

    /// <summary>An SVG picture, from left to right, readable on light and dark.</summary>
    public static string ToSvg(PipelineDefinition definition, IReadOnlyList<StepExecution>? steps = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var layers = StepLayers.Of(definition);
        var most = layers.Max(layer => layer.Count);
        var (width, height) = ((2 * Margin) + (layers.Count * (Width + GapX)) - GapX, (2 * Margin) + (most * (Height + GapY)) - GapY);
        var places = new Dictionary<string, (int X, int Y)>(StringComparer.Ordinal);
        for (var column = 0; column < layers.Count; column++)
            for (var row = 0; row < layers[column].Count; row++)
                places[layers[column][row].Name] = (Margin + (column * (Width + GapX)), Margin + ((most - layers[column].Count) * (Height + GapY) / 2) + (row * (Height + GapY)));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" font-family="system-ui, sans-serif"><title>The steps of a pipeline, from left to right</title>""");
        svg.Append("""<style>.box{fill:#fff;stroke:#9aa5b1}.name{fill:#1f2933;font-size:14px}.type{fill:#616e7c;font-size:11px}.edge{fill:none;stroke:#9aa5b1}@media(prefers-color-scheme:dark){.box{fill:#1f2933}.name{fill:#f5f7fa}.type{fill:#9aa5b1}}</style>""");
        svg.Append("""<defs><marker id="end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#9aa5b1"/></marker></defs>""");
        foreach (var step in definition.Steps)
            foreach (var before in Edges(definition, step))
                Edge(svg, places[before], places[step.Name], step.Condition == before ? step.IsIfBranch ? "yes" : "no" : null);
        foreach (var step in definition.Steps)
            Box(svg, step, places[step.Name], steps?.FirstOrDefault(own => own.Name == step.Name));
        return svg.Append("</svg>\n").ToString();
    }

    // An edge that follows from others would only hide them.
    private static IEnumerable<string> Edges(PipelineDefinition definition, PipelineStep step) =>
        step.WaitsFor.Where(before => !step.WaitsFor.Any(other => other != before && Reaches(definition, before, other))).Order(StringComparer.Ordinal);

    private static bool Reaches(PipelineDefinition definition, string from, string to)
    {
        var open = new Stack<string>([to]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (open.TryPop(out var name))
            foreach (var before in definition[name].WaitsFor)
                if (before == from)
                    return true;
                else if (seen.Add(before))
                    open.Push(before);
        return false;
    }

    private static void Edge(StringBuilder svg, (int X, int Y) from, (int X, int Y) to, string? branch)
    {
        var (x1, y1, x2, y2) = (from.X + Width, from.Y + (Height / 2), to.X - 2, to.Y + (Height / 2));
        var bend = Math.Max(20, (x2 - x1) / 2);
        svg.Append(CultureInfo.InvariantCulture, $"""<path class="edge" d="M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}" marker-end="url(#end)"/>""");
        if (branch is not null)
            svg.Append(CultureInfo.InvariantCulture, $"""<text class="type" x="{x2 - 26}" y="{y2 - 6}" text-anchor="middle">{branch}</text>""");
    }

    private static void Box(StringBuilder svg, PipelineStep step, (int X, int Y) place, StepExecution? state)
    {
        var stroke = state is null ? "" : $""" style="stroke:{Colour(state)};stroke-width:3" """;
        var name = step.Name.Length > 22 ? step.Name[..21] + "…" : step.Name;
        var under = state is null ? step.Type : $"{step.Type}, {(state.CacheHit is null ? state.Status.ToString().ToLowerInvariant() : "from an earlier run")}";
        svg.Append(CultureInfo.InvariantCulture, $"""<g><title>{WebUtility.HtmlEncode(step.Name)}</title><rect class="box" x="{place.X}" y="{place.Y}" width="{Width}" height="{Height}" rx="{(step.Type == StepTypes.Condition ? 22 : 6)}"{stroke}/><text class="name" x="{place.X + (Width / 2)}" y="{place.Y + 20}" text-anchor="middle">{WebUtility.HtmlEncode(name)}</text><text class="type" x="{place.X + (Width / 2)}" y="{place.Y + 36}" text-anchor="middle">{WebUtility.HtmlEncode(under)}</text></g>""");
    }

    private static string Colour(StepExecution step) => step.Status switch
    {
        StepStatus.Succeeded => "#2f8132",
        StepStatus.Failed => "#ba2525",
        StepStatus.Stopped or StepStatus.Stopping => "#8d6708",
        _ => "#2170b8",
    };
}
