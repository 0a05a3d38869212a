using System.Text.Json;
using Praxis.Learning.Metrics;
using Praxis.Testing;

namespace Praxis.Learning.Tests.Metrics;

public sealed class MoreMetricsTests
{
    [Fact]
    public void Agreement_ranking_and_calibration_are_those_of_scikit_learn()
    {
        var (compared, cases) = (0, 0);
        foreach (var test in Cases("classification"))
        {
            cases++;
            var name = test.GetProperty("name").GetString()!;
            var expected = test.GetProperty("expected");
            var labels = test.GetProperty("labels").EnumerateArray().Select(e => e.ToString()).ToArray();
            int[] Indices(string key) => [.. test.GetProperty(key).EnumerateArray().Select(e => Array.IndexOf(labels, e.ToString()))];
            int[] truth = Indices("y_true"), predicted = Indices("y_pred");
            void Is(string key, double actual)
            {
                if (expected.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.Number or JsonValueKind.String)
                {
                    Near($"{name} {key}", Number(value), actual);
                    compared++;
                }
            }

            var confusion = labels.Select((_, i) => (IReadOnlyList<long>)[.. labels.Select((_, j) => truth.Zip(predicted).LongCount(pair => pair.First == i && pair.Second == j))]).ToArray();
            Is("mcc", AgreementMetrics.MatthewsCorrelation(confusion));
            Is("cohen_kappa_unweighted", AgreementMetrics.CohenKappa(confusion));
            Is("cohen_kappa_linear", AgreementMetrics.CohenKappa(confusion, 1));
            Is("cohen_kappa_quadratic", AgreementMetrics.CohenKappa(confusion, 2));
            Is("fbeta2_macro", AgreementMetrics.FBeta(confusion, 2).Average());
            Is("jaccard_macro", AgreementMetrics.Jaccard(confusion).Average());
            if (test.GetProperty("proba").ValueKind == JsonValueKind.Null)
                continue;
            var p = test.GetProperty("proba").EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(e => e.GetDouble()).ToArray();
            var areas = RankingMetrics.RocAucByClass(truth, p, labels.Length);
            if (expected.TryGetProperty("roc_auc_per_class_ovr", out var perClass))
                for (var k = 0; k < labels.Length; k++)
                {
                    if (perClass[k].ValueKind == JsonValueKind.Number)
                        Near($"{name} AUC {k}", perClass[k].GetDouble(), areas[k]!.Value);
                    else
                        Assert.Null(areas[k]);
                    compared++;
                }

            if (expected.TryGetProperty("roc_auc", out var area) && area.ValueKind == JsonValueKind.Number)
                Is("roc_auc", areas[1]!.Value);
            if (expected.TryGetProperty("roc_auc_ovo_macro", out var pairs))
            {
                if (pairs.ValueKind == JsonValueKind.Number)
                    Is("roc_auc_ovo_macro", RankingMetrics.RocAucOneVersusOne(truth, p, labels.Length)!.Value);
                else
                    Assert.Null(RankingMetrics.RocAucOneVersusOne(truth, p, labels.Length));
            }

            if (expected.TryGetProperty("average_precision_per_class", out var precisions))
                for (var k = 0; k < labels.Length; k++)
                {
                    var (scores, isPositive) = RankingMetrics.OneVersusRest(truth, p, labels.Length, k);
                    Near($"{name} AP {k}", precisions[k].GetDouble(), RankingMetrics.AveragePrecision(scores, isPositive));
                    compared++;
                }

            if (labels.Length == 2)
            {
                var (scores, isPositive) = RankingMetrics.OneVersusRest(truth, p, 2, 1);
                Is("average_precision", RankingMetrics.AveragePrecision(scores, isPositive));
                Is("brier", CalibrationMetrics.Brier(truth, p, 2) / 2);
                Is("ks_max_tpr_minus_fpr", RankingMetrics.RocCurve(scores, isPositive).Max(point => point.Y - point.X));
                if (expected.TryGetProperty("pr_curve_precision_recall", out var curve))
                {
                    var own = RankingMetrics.PrecisionRecallCurve(scores, isPositive);
                    Assert.Equal(curve[0].GetArrayLength(), own.Count);
                    for (var i = 0; i < own.Count; i++)
                    {
                        Near($"{name} precision {i}", curve[0][i].GetDouble(), own[i].Y);
                        Near($"{name} recall {i}", curve[1][i].GetDouble(), own[i].X);
                        compared++;
                    }
                }

                if (expected.TryGetProperty("roc_curve_fpr_tpr_thresholds", out var roc))
                {
                    // The oracle leaves out points on a straight line; each of its points is one of ours.
                    var own = RankingMetrics.RocCurve(scores, isPositive);
                    for (var i = 0; i < roc[0].GetArrayLength(); i++)
                        Assert.Contains(own, point => Math.Abs(point.X - roc[0][i].GetDouble()) < 1e-11 && Math.Abs(point.Y - roc[1][i].GetDouble()) < 1e-11);
                }
            }

            Is("top_2_accuracy", RankingMetrics.TopAccuracy(truth, p, labels.Length, 2));
            Is("brier_multiclass_mean_of_sums", CalibrationMetrics.Brier(truth, p, labels.Length));
            foreach (var bins in (int[])[10, 15])
            {
                if (!expected.TryGetProperty($"numpy.ece_{bins}", out var calibration))
                    continue;
                double[] confidence = [.. Enumerable.Range(0, truth.Length).Select(i => p.Skip(i * labels.Length).Take(labels.Length).Max())];
                bool[] isRight = [.. truth.Select((own, i) => Array.IndexOf(p, confidence[i], i * labels.Length) - i * labels.Length == own)];
                var own = CalibrationMetrics.Reliability(confidence, isRight, bins);
                Near($"{name} ECE {bins}", calibration.GetProperty("ece").GetDouble(), CalibrationMetrics.ExpectedError(own));
                Near($"{name} MCE {bins}", calibration.GetProperty("mce").GetDouble(), CalibrationMetrics.MaximumError(own));
                Assert.Equal(calibration.GetProperty("bins_index_count_confidence_accuracy").EnumerateArray().Select(bin => (bin[0].GetInt32(), bin[1].GetInt64())), own.Select(bin => (bin.Index, bin.Rows)));
                compared += 2;
            }
        }

        Assert.True(cases >= 12, $"{cases} cases");
        Assert.True(compared >= 200, $"{compared} values");
    }

    [Fact]
    public void Errors_of_numbers_are_those_of_scikit_learn()
    {
        foreach (var test in Cases("regression"))
        {
            double[] Numbers(string key) => [.. test.GetProperty(key).EnumerateArray().Select(e => e.GetDouble())];
            double[] truth = Numbers("y_true"), predicted = Numbers("y_pred");
            var expected = test.GetProperty("expected");
            Near("mae", Number(expected.GetProperty("mae")), RegressionMetrics.MeanAbsoluteError(truth, predicted));
            Near("mse", Number(expected.GetProperty("mse")), RegressionMetrics.MeanSquaredError(truth, predicted));
            Near("r2", Number(expected.GetProperty("r2")), RegressionMetrics.R2(truth, predicted));
        }
    }

    [Fact]
    public void The_area_does_not_change_under_a_rising_map_and_turns_around_with_the_scores()
    {
        var random = new Random(5);
        for (var round = 0; round < 50; round++)
        {
            var scores = Enumerable.Range(0, 40).Select(_ => (double)random.Next(10)).ToArray();
            bool[] isPositive = [.. scores.Select((_, i) => i < 2 || (i > 3 && random.Next(2) == 0))];
            isPositive[2] = false;
            var area = RankingMetrics.RocAuc(scores, isPositive)!.Value;
            Near("map", area, RankingMetrics.RocAuc([.. scores.Select(score => Math.Exp(score / 3))], isPositive)!.Value);
            Near("turned", 1 - area, RankingMetrics.RocAuc([.. scores.Select(score => -score)], isPositive)!.Value);
        }
    }

    private static List<JsonElement> Cases(string type) =>
        [.. JsonDocument.Parse(File.ReadAllText(SharedFolder.File("oracles/classification_metrics.json"))).RootElement.GetProperty("cases").EnumerateArray().Where(test => test.GetProperty("type").GetString() == type)];

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Number
        ? value.GetDouble()
        : value.GetString() switch { "Infinity" => double.PositiveInfinity, "-Infinity" => double.NegativeInfinity, _ => double.NaN };

    private static void Near(string name, double expected, double actual) =>
        Assert.True(expected.Equals(actual) || Math.Abs(expected - actual) <= 1e-11 * Math.Max(1, Math.Abs(expected)), $"{name}: {actual:R}, expected {expected:R}");
}
