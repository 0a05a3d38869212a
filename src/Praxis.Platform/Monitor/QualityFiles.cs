using System.Text.Json.Nodes;
using Praxis.Learning.Metrics;
using Praxis.Platform.Analyze;

namespace Praxis.Platform.Monitor;

/// <summary><c>statistics.json</c> and <c>constraints.json</c> of a model's quality, as Amazon's Model Monitor has them.</summary>
internal static class QualityFiles
{
    private const int MostPoints = 1000;

    /// <summary>The statistics: every metric with its deviation, the confusion matrix (truth, then prediction), and with scores the curves.</summary>
    public static string Statistics(QualityRows rows, OrderedDictionary<string, (double Value, double Deviation)> metrics)
    {
        var own = new JsonObject();
        if (rows.Problem != QualityProblem.Regression)
        {
            var matrix = ConfusionMatrix.Of(QualityRows.Classes(rows.Truth), QualityRows.Classes(rows.Predicted), rows.Labels.Count);
            own["confusion_matrix"] = new JsonObject(rows.Labels.Select((label, t) => KeyValuePair.Create(label, (JsonNode?)new JsonObject(rows.Labels.Select((other, p) => KeyValuePair.Create(other, (JsonNode?)matrix[t, p]))))));
        }

        foreach (var (name, (value, deviation)) in metrics)
            own[name] = new JsonObject { ["value"] = BiasJson.Number(value), ["standard_deviation"] = BiasJson.Number(deviation) };
        if (rows.Scores is { } scores && rows.Problem == QualityProblem.BinaryClassification)
        {
            bool[] isPositive = [.. rows.Truth.Select(label => label == 1)];
            own["receiver_operating_characteristic_curve"] = Curve(RankingMetrics.RocCurve(scores, isPositive), "false_positive_rates", "true_positive_rates");
            own["precision_recall_curve"] = Curve(RankingMetrics.PrecisionRecallCurve(scores, isPositive), "recalls", "precisions");
        }

        return new JsonObject { ["version"] = 0, ["dataset"] = new JsonObject { ["item_count"] = rows.Truth.Length }, [Word(rows.Problem) + "_metrics"] = own }.ToJsonString(DataJson.Indented) + "\n";
    }

    /// <summary>Limits that the measured model itself keeps to.</summary>
    public static string Constraints(QualityProblem problem, OrderedDictionary<string, (double Value, double Deviation)> metrics) => new JsonObject
    {
        ["version"] = 0,
        [Word(problem) + "_constraints"] = new JsonObject(metrics
            .Where(metric => !metric.Key.EndsWith("_best_constant_classifier", StringComparison.Ordinal) && double.IsFinite(metric.Value.Value))
            .Select(metric => KeyValuePair.Create(metric.Key, (JsonNode?)new JsonObject { ["threshold"] = metric.Value.Value, ["comparison_operator"] = QualityMetrics.Errors.Contains(metric.Key) ? QualityCheck.Greater : QualityCheck.Less }))),
    }.ToJsonString(DataJson.Indented) + "\n";

    /// <summary>How the files name a problem.</summary>
    public static string Word(QualityProblem problem) => problem switch { QualityProblem.Regression => "regression", QualityProblem.BinaryClassification => "binary_classification", _ => "multiclass_classification" };

    // Of a long curve points are left out evenly; the ends stay.
    private static JsonObject Curve(IReadOnlyList<CurvePoint> points, string across, string up)
    {
        var shown = points.Count <= MostPoints ? points : [.. Enumerable.Range(0, MostPoints).Select(i => points[(int)((long)i * (points.Count - 1) / (MostPoints - 1))])];
        return new JsonObject { [across] = new JsonArray([.. shown.Select(point => BiasJson.Number(point.X))]), [up] = new JsonArray([.. shown.Select(point => BiasJson.Number(point.Y))]) };
    }
}
