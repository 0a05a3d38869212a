using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Learning.Explain;

namespace Praxis.Platform.Evaluate;

/// <summary>Exact attributions of a linear model as files for programs.</summary>
public static class LinearFiles
{
    private const int MostTop = 50;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Default };

    /// <summary><c>analysis.json</c>, a label's features by how much they matter over all texts, and <c>explanations_linear/out.csv</c>, a row a text, label and feature that adds something.</summary>
    public static IReadOnlyList<(string Name, string Content)> Of(IReadOnlyList<string> labels, IReadOnlyList<(string Text, LinearAttribution Own)> texts, ShapAggregation aggregation)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(texts);
        return [("analysis.json", Json(labels, texts, aggregation)), (Path.Combine("explanations_linear", "out.csv"), Csv(labels, texts))];
    }

    private static string Json(IReadOnlyList<string> labels, IReadOnlyList<(string Text, LinearAttribution Own)> texts, ShapAggregation aggregation)
    {
        var all = new JsonObject();
        for (var k = 0; k < labels.Count; k++)
        {
            var top = new JsonObject();
            foreach (var (feature, importance) in texts.SelectMany(text => text.Own.Contributions).GroupBy(part => part.Feature, StringComparer.Ordinal)
                .Select(group => (group.Key, GlobalImportance.Aggregate([.. group.Select(part => part.Values[k])], aggregation)))
                .OrderByDescending(pair => Math.Abs(pair.Item2)).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(MostTop))
                top[feature] = importance;
            all[labels[k]] = new JsonObject { ["global_top_linear"] = top, ["expected_value"] = texts.Count == 0 ? 0 : texts.Average(text => text.Own.Base[k]) };
        }

        return new JsonObject { ["version"] = "1.0", ["explanations"] = new JsonObject { ["linear"] = all, ["settings"] = new JsonObject { ["link"] = "log-odds" } } }.ToJsonString(Indented) + "\n";
    }

    private static string Csv(IReadOnlyList<string> labels, IReadOnlyList<(string Text, LinearAttribution Own)> texts)
    {
        var csv = new StringBuilder("row,label,feature,feature_value,expected,value\n");
        for (var row = 0; row < texts.Count; row++)
            for (var k = 0; k < labels.Count; k++)
                foreach (var part in texts[row].Own.Contributions)
                    csv.Append(CultureInfo.InvariantCulture, $"{row},{SafeText.CsvCell(labels[k])},{SafeText.CsvCell(part.Feature)},{part.Value:R},{part.Expected:R},{part.Values[k]:R}\n");
        return csv.ToString();
    }
}
