using System.Globalization;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Monitor;

namespace Praxis.Platform.Monitor;

/// <summary>Compares the bias of an <c>analysis.json</c> with that of a baseline's.</summary>
internal static class BiasCheck
{
    /// <summary>The section of bias before training.</summary>
    public const string PreTraining = "pre_training_bias_metrics";

    /// <summary>The section of bias after training.</summary>
    public const string PostTraining = "post_training_bias_metrics";

    /// <summary>Every metric that is farther from where nobody is favoured than the baseline's: from 0, of a ratio (DI) from 1. What a side cannot compute, or does not have, is not compared.</summary>
    /// <param name="now">The analysis.</param>
    /// <param name="baseline">The baseline's.</param>
    /// <param name="section">The section that is compared.</param>
    /// <exception cref="UserException">The baseline has no such section.</exception>
    public static IReadOnlyList<ConstraintViolation> Run(string now, string baseline, string section)
    {
        var before = DataJson.Read(baseline, "analysis.json", root => Metrics(root, section)) ?? throw new UserException(new Problem
        {
            Type = "damaged-baseline",
            Found = $"the baseline's analysis.json has no {section}",
            Expected = "the analysis of an earlier check of this type",
            Remedy = "Name another baseline, or register a new one",
        });
        var found = new List<ConstraintViolation>();
        foreach (var ((facet, value, metric), number) in DataJson.Read(now, "analysis.json", root => Metrics(root, section)) ?? [])
            if (before.TryGetValue((facet, value, metric), out var allowed) && Away(metric, number) > Away(metric, allowed))
                found.Add(new ConstraintViolation("bias_drift_check", string.Create(CultureInfo.InvariantCulture, $"{metric} is {number:0.######}, farther from {Neutral(metric):0} than the baseline's {allowed:0.######}.")) { Facet = facet, FacetValue = value, Metric = metric });
        return found;
    }

    private static double Neutral(string metric) => metric == "DI" ? 1 : 0;

    private static double Away(string metric, double value) => Math.Abs(value - Neutral(metric));

    private static OrderedDictionary<(string Facet, string Value, string Metric), double>? Metrics(JsonObject root, string section)
    {
        if (root[section]?["facets"] is not JsonObject facets)
            return null;
        var all = new OrderedDictionary<(string, string, string), double>();
        foreach (var (facet, values) in facets)
            foreach (var value in values as JsonArray ?? [])
                foreach (var metric in value!["metrics"]!.AsArray())
                    if (Number(metric!["value"]) is { } number)
                        all[(facet, value["value_or_threshold"]!.ToString(), metric["name"]!.GetValue<string>())] = number;
        return all;
    }

    private static double? Number(JsonNode? node) => node is null ? null : node.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.Number => node.GetValue<double>(),
        System.Text.Json.JsonValueKind.String => node.GetValue<string>() switch { "Infinity" => double.PositiveInfinity, "-Infinity" => double.NegativeInfinity, _ => null },
        _ => null,
    };
}
