using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Learning.Explain;

namespace Praxis.Platform.Evaluate;

/// <summary>Writes explanations as files for programs.</summary>
public static class ExplanationFiles
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Default };

    /// <summary><c>analysis.json</c> in the shape of SageMaker Clarify.</summary>
    public static string AnalysisJson(ExplanationReport report) => new JsonObject { ["version"] = "1.0", ["explanations"] = Explanations(report) }.ToJsonString(Indented) + "\n";

    /// <summary>
    /// The local values, <c>explanations_shap/out.csv</c>: a row a unit and label; safe to open in a spreadsheet, <see cref="SafeText.FromCsvCell"/> gives the same text back.
    /// </summary>
    public static string LocalCsv(ExplanationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var csv = new StringBuilder("row,label,unit,start,length,text,value\n");
        for (var row = 0; row < report.Texts.Count; row++)
            for (var k = 0; k < report.Labels.Count; k++)
                for (var unit = 0; unit < report.Texts[row].Units.Count; unit++)
                {
                    var own = report.Texts[row].Units[unit];
                    csv.Append(CultureInfo.InvariantCulture, $"{row},{SafeText.CsvCell(report.Labels[k])},{unit},{own.Start},{own.Text.Length},{SafeText.CsvCell(own.Text)},{own.Values[k]:R}\n");
                }

        return csv.ToString();
    }

    /// <summary>The explanations as JSON, text by text: what the model says, and what each part adds to each label.</summary>
    public static string LocalJson(ExplanationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        JsonObject ByLabel(IReadOnlyList<double> values) => new(report.Labels.Zip(values, (label, value) => KeyValuePair.Create(label, (JsonNode?)value)));
        return new JsonArray([.. report.Texts.Select(text => new JsonObject
        {
            ["text"] = text.Text,
            ["predicted"] = text.Predicted,
            ["base"] = ByLabel(text.Base),
            ["full"] = ByLabel(text.Full),
            ["exact"] = text.IsExact,
            ["parts"] = new JsonArray([.. text.Units.Select(unit => new JsonObject { ["text"] = unit.Text, ["start"] = unit.Start, ["values"] = ByLabel(unit.Values) })]),
        })]).ToJsonString(Indented) + "\n";
    }

    /// <summary>The node <c>explanations</c>: a label each, with its expected value and the units that matter most.</summary>
    internal static JsonObject Explanations(ExplanationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var labels = new JsonObject();
        for (var k = 0; k < report.Labels.Count; k++)
        {
            var top = new JsonObject();
            foreach (var unit in report.Top[k].Take(report.MostTop))
                top[unit.Unit] = unit.Importance;
            labels[report.Labels[k]] = new JsonObject { [report.Columns is null ? "global_top_shap_text" : "global_shap_values"] = top, ["expected_value"] = report.Expected[k] };
        }

        return new JsonObject
        {
            ["kernel_shap"] = labels,
            ["settings"] = new JsonObject
            {
                ["granularity"] = report.Columns is null ? report.Options.Granularity.ToString().ToLowerInvariant() : "column",
                ["baseline"] = report.Columns is null ? report.Options.Baseline : report.Background == 0 ? "missing" : string.Create(CultureInfo.InvariantCulture, $"{report.Background} rows"),
                ["num_samples"] = report.Options.Samples,
                ["use_logit"] = report.Options.UseLogit,
                ["agg_method"] = report.Aggregation switch { ShapAggregation.MeanAbsolute => "mean_abs", ShapAggregation.MeanSquare => "mean_sq", _ => "median" },
                ["seed"] = report.Options.Seed,
            },
        };
    }
}
