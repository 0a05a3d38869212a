using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Praxis.Data.Charts;
using Praxis.Learning.Explain;

namespace Praxis.Platform.Evaluate;

/// <summary>The files of an analysis: <c>analysis.json</c>, the page, and the values of every row.</summary>
public static class AnalysisFiles
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Default };

    /// <summary>All files, by path below the output folder.</summary>
    public static IReadOnlyList<(string Name, string Content)> Of(AnalysisResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var files = new List<(string Name, string Content)> { ("analysis.json", Json(result)), (result.Config.Report.Name + ".html", Page(result)) };
        if (result is { Explanations: { } explanations, Config.SaveLocalValues: true })
            files.Add((Path.Combine("explanations_shap", "out.csv"), ExplanationFiles.LocalCsv(explanations)));
        return files;
    }

    /// <summary><c>analysis.json</c> as SageMaker Clarify writes it.</summary>
    public static string Json(AnalysisResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var json = new JsonObject { ["version"] = "1.0" };
        if (result.Bias.Count > 0 && result.Config.PreTraining is not null)
            json["pre_training_bias_metrics"] = AnalysisJson.Bias(result.Bias, bias => bias.PreTraining);
        if (result.Bias.Count > 0 && result.Config.PostTraining is not null)
            json["post_training_bias_metrics"] = AnalysisJson.Bias(result.Bias, bias => bias.PostTraining);
        if (result.Explanations is not null || result.PartialDependence.Count > 0)
        {
            var explanations = result.Explanations is { } own ? ExplanationFiles.Explanations(own) : [];
            if (result.PartialDependence.Count > 0)
                explanations["pdp"] = new JsonArray([.. result.PartialDependence.Select(feature => Curve(feature))]);
            json["explanations"] = explanations;
        }

        return json.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Curve(PartialDependenceCurve curve)
    {
        var json = new JsonObject { ["feature_name"] = curve.Feature.Name, ["data_type"] = curve.Feature.Type switch { FeatureType.Numerical => "numerical", FeatureType.Categorical => "categorical", _ => "free_text" } };
        if (curve.Error is { } error)
        {
            json["error"] = error;
            return json;
        }

        json["feature_values"] = new JsonArray([.. curve.Values.Select((value, i) => curve.Feature.Type == FeatureType.Categorical ? (JsonNode?)JsonValue.Create(curve.Names[i]) : JsonValue.Create(value))]);
        json["model_predictions"] = new JsonArray([.. curve.Predictions.Select(own => (JsonNode?)new JsonArray([.. own.Select(value => (JsonNode?)JsonValue.Create(value))]))]);
        json["data_distribution"] = new JsonArray([.. curve.Distribution.Select(share => (JsonNode?)JsonValue.Create(share))]);
        return json;
    }

    private static string Page(AnalysisResult result)
    {
        var finding = result.Bias.Count > 0 ? BiasSection.Finding(result.Bias[0]) : result.Explanations is { } own ? ExplanationPage.Finding(own) : "Nothing was asked";
        var page = new PageWriter(result.Config.Report.Title, $"<b>Praxis analysis</b> &nbsp;{Markup.Text(result.Config.Report.Title)} · {result.Rows:#,0} rows", finding, EvaluationStyle.Css);
        var notes = result.Bias.SelectMany(bias => bias.Notes).Distinct().ToList();
        if (notes.Count > 0)
        {
            page.Write("<div class=\"notes\">\n");
            page.Note("note warn wide", "To know", $"<ul>{string.Concat(notes.Select(note => $"<li>{Markup.Text(note, 400)}</li>"))}</ul>");
            page.Write("</div>\n");
        }

        foreach (var bias in result.Bias)
            BiasSection.Write(page, bias);
        if (result.Explanations is { } explanations)
            ExplanationPage.Body(page, explanations);
        return page.End("Metrics are those of SageMaker Clarify. This page is one file; it loads nothing and sends nothing.");
    }
}
