using System.Text.Json.Nodes;
using Praxis.Contracts.Analyze;
using Praxis.Contracts.Evaluate;

namespace Praxis.Platform.Evaluate;

/// <summary>Writes results as SageMaker Clarify's <c>analysis.json</c> has them.</summary>
internal static class AnalysisJson
{
    /// <summary>Several facets before or after training: <c>{label, label_value_or_threshold, facets: {column: [{value_or_threshold, metrics}]}}</c>; a part that failed has an error in place of its facets.</summary>
    public static JsonObject Bias(IReadOnlyList<BiasAnalysis> analyses, Func<BiasAnalysis, BiasPart?> part)
    {
        var facets = new JsonObject();
        foreach (var analysis in analyses)
            if (part(analysis) is { } own)
                facets[analysis.Facet] = own.Error is { } error ? new JsonObject { ["error"] = error } : new JsonArray([.. own.Facets.Select(Facet)]);
        return new JsonObject { ["label"] = analyses[0].Label, ["label_value_or_threshold"] = analyses[0].LabelValueOrThreshold, ["facets"] = facets };
    }

    /// <summary>A number; what JSON cannot say is the text <c>Infinity</c>, <c>-Infinity</c> or <c>NaN</c>.</summary>
    public static JsonNode? Number(double? value) => value switch
    {
        null => null,
        double.PositiveInfinity => "Infinity",
        double.NegativeInfinity => "-Infinity",
        double.NaN => "NaN",
        { } number => number,
    };

    private static JsonNode Facet(FacetMetrics facet) => new JsonObject
    {
        ["value_or_threshold"] = facet.ValueOrThreshold,
        ["metrics"] = new JsonArray([.. facet.Metrics.Select(Metric)]),
    };

    private static JsonNode Metric(BiasMetric metric)
    {
        var json = new JsonObject { ["name"] = metric.Name, ["description"] = metric.Description, ["value"] = Number(metric.Value) };
        if (metric.Error is { } error)
            json["error"] = error;
        return json;
    }
}
