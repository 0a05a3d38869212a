using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Praxis.Contracts.Analyze;

namespace Praxis.Platform.Analyze;

/// <summary>Bias of labels as SageMaker Clarify's <c>analysis.json</c> has it; each metric's interval and each value's answer stand beside.</summary>
public static class BiasJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Default };

    /// <summary>The whole file.</summary>
    public static string Write(LabelBiasReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var facets = new JsonObject();
        foreach (var facet in report.Facets)
        {
            var values = new JsonArray([.. facet.Values.Select(Value)]);
            if (facets[facet.Facet] is JsonArray known)
                foreach (var value in values.ToList())
                {
                    values.Remove(value);
                    known.Add(value);
                }
            else
                facets[facet.Facet] = values;
        }

        return new JsonObject
        {
            ["version"] = "1.0",
            ["pre_training_bias_metrics"] = new JsonObject { ["label"] = report.Facets[0].Label, ["label_value_or_threshold"] = report.Facets[0].Positive, ["facets"] = facets },
            ["finding"] = report.Finding,
            ["notes"] = new JsonArray([.. report.Notes.Select(note => (JsonNode)note)]),
        }.ToJsonString(Indented) + "\n";
    }

    /// <summary>A metric: name, description and value, and an error where it is undefined.</summary>
    public static JsonObject Metric(BiasMetric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        var json = new JsonObject { ["name"] = metric.Name, ["description"] = metric.Description, ["value"] = Number(metric.Value) };
        if (metric.Error is { } error)
            json["error"] = error;
        if (metric is { Low: { } low, High: { } high })
            json["interval"] = new JsonArray(Number(low), Number(high));
        return json;
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

    private static JsonObject Value(FacetBias value) => new()
    {
        ["value_or_threshold"] = value.Value,
        ["metrics"] = new JsonArray([.. value.Metrics.Select(Metric)]),
        ["rows"] = value.Rows,
        ["positive_rows"] = value.Positive,
        ["other_rows"] = value.OtherRows,
        ["other_positive_rows"] = value.OtherPositive,
        ["answer"] = value.Answer switch { BiasAnswer.Yes => "biased", BiasAnswer.No => "not biased", _ => "cannot tell" },
        ["rows_needed"] = value.RowsNeeded,
        ["difference_interval_over_all_values"] = value is { Low: { } low, High: { } high } ? new JsonArray(low, high) : null,
    };
}
