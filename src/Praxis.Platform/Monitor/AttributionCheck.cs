using System.Globalization;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Monitor;
using Praxis.Learning.Drift;

namespace Praxis.Platform.Monitor;

/// <summary>Compares what a model looks at, by the global SHAP values of an <c>analysis.json</c>, with a baseline's.</summary>
internal static class AttributionCheck
{
    /// <summary>Below this gain the order of the features has changed too much.</summary>
    public const double LeastGain = 0.9;

    /// <summary>The labels whose features are ranked otherwise than in the baseline.</summary>
    /// <exception cref="UserException">The baseline has no explanations.</exception>
    public static IReadOnlyList<ConstraintViolation> Run(string now, string baseline)
    {
        var before = DataJson.Read(baseline, "analysis.json", Scores);
        if (before.Count == 0)
            throw new UserException(new Problem { Type = "damaged-baseline", Found = "the baseline's analysis.json has no global SHAP values", Expected = "the analysis of an earlier check of this type", Remedy = "Name another baseline, or register a new one" });
        var found = new List<ConstraintViolation>();
        foreach (var (label, scores) in DataJson.Read(now, "analysis.json", Scores))
            if (before.TryGetValue(label, out var allowed) && AttributionRanking.Gain(allowed, scores) is var gain and < LeastGain)
                found.Add(new ConstraintViolation("feature_attribution_drift_check", string.Create(CultureInfo.InvariantCulture, $"The gain of the features' order (NDCG) is {gain:0.####}, at least {LeastGain} is expected.")) { Label = label, Metric = "shap" });
        return found;
    }

    private static OrderedDictionary<string, Dictionary<string, double>> Scores(JsonObject root)
    {
        var labels = new OrderedDictionary<string, Dictionary<string, double>>();
        foreach (var (label, own) in root["explanations"]?["kernel_shap"] as JsonObject ?? [])
            if ((own?["global_shap_values"] ?? own?["global_top_shap_text"]) is JsonObject values)
                labels[label] = values.ToDictionary(value => value.Key, value => value.Value!.GetValue<double>(), StringComparer.Ordinal);
        return labels;
    }
}
