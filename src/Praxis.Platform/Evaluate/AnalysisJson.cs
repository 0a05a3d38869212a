using System.Text.Json.Nodes;
using Praxis.Contracts.Evaluate;
using Praxis.Platform.Analyze;

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

    private static JsonNode Facet(FacetMetrics facet) => new JsonObject
    {
        ["value_or_threshold"] = facet.ValueOrThreshold,
        ["metrics"] = new JsonArray([.. facet.Metrics.Select(BiasJson.Metric)]),
    };
}
