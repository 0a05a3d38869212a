using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Praxis.Contracts.Evaluate;
using Praxis.Platform.Analyze;

namespace Praxis.Platform.Evaluate;

/// <summary>Writes <c>evaluation.json</c>: each figure at <c>metrics.NAME.value</c>, as pipelines ask for it, and beside it all that the report says.</summary>
public static class EvaluationJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Default };

    /// <summary>The file's text.</summary>
    public static string Write(ModelReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var evaluation = report.Evaluation;
        var json = new JsonObject
        {
            ["metrics"] = Object(report.Figures, figure => figure.Name, figure => Estimate(figure.Estimate)),
            ["model"] = report.Model,
            ["algorithm"] = report.Algorithm,
            ["source"] = report.Source,
            ["verdict"] = report.Verdict,
            ["beside"] = report.Beside,
            ["rows"] = evaluation.Rows,
            ["majority"] = new JsonObject { ["class"] = report.MajorityClass, ["accuracy"] = report.MajorityAccuracy },
            ["classes"] = new JsonArray([.. evaluation.Classes.Select(score => new JsonObject
            {
                ["label"] = score.Label,
                ["support"] = score.Support,
                ["precision"] = new JsonObject { ["value"] = score.Precision },
                ["recall"] = new JsonObject { ["value"] = score.Recall },
                ["f1"] = new JsonObject { ["value"] = score.F1 },
            })]),
            ["confusion_matrix"] = new JsonObject
            {
                ["rows"] = "truth",
                ["columns"] = "prediction",
                ["labels"] = Texts(evaluation.Labels),
                ["counts"] = new JsonArray([.. evaluation.ConfusionMatrix.Select(row => new JsonArray([.. row.Select(count => (JsonNode)count)]))]),
            },
            ["reliability"] = new JsonArray([.. report.Reliability.Select(bin => new JsonObject
            {
                ["from"] = bin.Index / 10.0,
                ["to"] = (bin.Index + 1) / 10.0,
                ["rows"] = bin.Rows,
                ["confidence"] = bin.Confidence,
                ["accuracy"] = bin.Accuracy,
            })]),
            ["slices"] = Object(report.Slices, facet => facet.Facet, facet => new JsonArray([.. facet.Slices.Select(Slice)])),
            ["notes"] = Texts(report.Notes),
            ["seed"] = report.Seed,
        };
        if (report.Bias.Count > 0)
        {
            json["pre_training_bias_metrics"] = AnalysisJson.Bias(report.Bias, bias => bias.PreTraining);
            json["post_training_bias_metrics"] = AnalysisJson.Bias(report.Bias, bias => bias.PostTraining);
        }

        if (report.Comparison is { } comparison)
            json["comparison"] = Comparison(comparison);
        return json.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Estimate(Estimate estimate)
    {
        var json = new JsonObject { ["value"] = BiasJson.Number(estimate.Value) };
        if (estimate.Interval is { } interval)
            json["interval"] = new JsonArray(BiasJson.Number(interval.Low), BiasJson.Number(interval.High));
        return json;
    }

    private static JsonNode Slice(SliceScore slice) => new JsonObject
    {
        ["value"] = slice.Value,
        ["rows"] = slice.Rows,
        ["accuracy"] = Estimate(slice.Accuracy),
        ["balanced_accuracy"] = Estimate(slice.BalancedAccuracy),
        ["f1_macro"] = Estimate(slice.MacroF1),
        ["accuracy_minus_rest"] = Estimate(slice.AccuracyGap),
        ["too_small"] = slice.IsTooSmall,
    };

    private static JsonObject Comparison(ModelComparison comparison) => new()
    {
        ["against"] = comparison.Against,
        ["accuracy"] = new JsonObject { ["value"] = comparison.Evaluation.Accuracy },
        ["balanced_accuracy"] = new JsonObject { ["value"] = comparison.Evaluation.BalancedAccuracy },
        ["mcnemar"] = new JsonObject
        {
            ["only_against_right"] = comparison.McNemar.OnlyFirst,
            ["only_model_right"] = comparison.McNemar.OnlySecond,
            ["exact"] = comparison.McNemar.Exact,
            ["mid_p"] = comparison.McNemar.MidP,
            ["asymptotic"] = comparison.McNemar.Asymptotic,
            ["continuity_corrected"] = comparison.McNemar.ContinuityCorrected,
        },
        ["differences"] = Object(comparison.Differences, own => own.Name, own =>
        {
            var json = Estimate(own.Difference);
            json["p_value"] = BiasJson.Number(own.PValue);
            return json;
        }),
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private static JsonObject Object<T>(IEnumerable<T> items, Func<T, string> name, Func<T, JsonNode> value)
    {
        var json = new JsonObject();
        foreach (var item in items)
            json[name(item)] = value(item);
        return json;
    }
}
