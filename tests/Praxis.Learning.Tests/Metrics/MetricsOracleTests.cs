using System.Text.Json;
using Praxis.Learning.Metrics;
using Praxis.Testing;

namespace Praxis.Learning.Tests.Metrics;

/// <summary>Every key of every case; a key that no line here knows fails the test.</summary>
public sealed class MetricsOracleTests
{
    private int compared;

    [Fact]
    public void Every_figure_of_every_classification_case_is_that_of_scikit_learn()
    {
        var cases = Cases("classification");
        Assert.Equal(12, cases.Count);
        foreach (var test in cases)
            Classification(test);
        Assert.Equal(1614, compared);
    }

    [Fact]
    public void Every_figure_of_every_regression_case_is_that_of_scikit_learn()
    {
        var cases = Cases("regression");
        Assert.Equal(2, cases.Count);
        foreach (var test in cases)
        {
            double[] truth = Numbers(test.GetProperty("y_true")), predicted = Numbers(test.GetProperty("y_pred"));
            foreach (var figure in test.GetProperty("expected").EnumerateObject())
                Is($"{test.GetProperty("name")} {figure.Name}", figure.Value, figure.Name switch
                {
                    "mae" => RegressionMetrics.MeanAbsoluteError(truth, predicted),
                    "mse" => RegressionMetrics.MeanSquaredError(truth, predicted),
                    "rmse" => RegressionMetrics.RootMeanSquaredError(truth, predicted),
                    "r2" => RegressionMetrics.R2(truth, predicted),
                    "median_ae" => RegressionMetrics.MedianAbsoluteError(truth, predicted),
                    "mape" => RegressionMetrics.MeanAbsolutePercentageError(truth, predicted),
                    "max_error" => RegressionMetrics.MaximumError(truth, predicted),
                    "explained_variance" => RegressionMetrics.ExplainedVariance(truth, predicted),
                    "msle" => RegressionMetrics.MeanSquaredLogarithmicError(truth, predicted),
                    var key => throw new InvalidOperationException($"{key} is not compared"),
                });
        }

        Assert.Equal(18, compared);
    }

    private void Classification(JsonElement test)
    {
        var name = test.GetProperty("name").GetString()!;
        Assert.Equal(JsonValueKind.Null, test.GetProperty("sample_weight").ValueKind);
        var labels = test.GetProperty("labels").EnumerateArray().Select(e => e.ToString()).ToArray();
        int[] Indices(string key) => [.. test.GetProperty(key).EnumerateArray().Select(e => Array.IndexOf(labels, e.ToString()))];
        int[] truth = Indices("y_true"), predicted = Indices("y_pred");
        var p = test.GetProperty("proba").ValueKind == JsonValueKind.Null ? [] : test.GetProperty("proba").EnumerateArray().SelectMany(Numbers).ToArray();
        var classes = labels.Length;
        var matrix = ConfusionMatrix.Of(truth, predicted, classes);
        double[] positive = p.Length == 0 || classes != 2 ? [] : [.. truth.Select((_, row) => p[2 * row + 1])];
        bool[] isPositive = [.. truth.Select(own => own == 1)];
        double[] confidence = p.Length == 0 ? [] : [.. truth.Select((_, row) => p.Skip(row * classes).Take(classes).Max())];
        int[] first = p.Length == 0 ? [] : [.. truth.Select((_, row) => Array.IndexOf(p, confidence[row], row * classes) - row * classes)];
        bool[] isRight = [.. first.Select((own, row) => own == truth[row])];
        foreach (var figure in test.GetProperty("expected").EnumerateObject())
        {
            var (key, value) = (figure.Name, figure.Value);
            var at = $"{name} {key}";
            if (key.EndsWith("_labels_from_data", StringComparison.Ordinal))
            {
                Is(at, value, Averaged(matrix, key[..^"_labels_from_data".Length], onlyMet: true) ?? throw new InvalidOperationException(at));
                continue;
            }

            if (Averaged(matrix, key, onlyMet: false) is { } averaged)
            {
                Is(at, value, averaged);
                continue;
            }

            switch (key)
            {
                case "confusion_matrix(rows=true)": Are(at, value, matrix.ToRows().SelectMany(row => row).Select(count => (double?)count)); break;
                case "support": Are(at, value, matrix.Support.Select(count => (double?)count)); break;
                case "accuracy": Is(at, value, matrix.Accuracy); break;
                case "balanced_accuracy": Is(at, value, matrix.BalancedAccuracy); break;
                case "balanced_accuracy_adjusted": Is(at, value, matrix.BalancedAccuracyAdjusted); break;
                case "hamming_loss": Is(at, value, matrix.HammingLoss); break;
                case "zero_one_count_wrong": Is(at, value, matrix.Rows - matrix.Right); break;
                case "precision_per_class": Are(at, value, Each(classes, matrix.Precision)); break;
                case "recall_per_class": Are(at, value, Each(classes, matrix.Recall)); break;
                case "f1_per_class": Are(at, value, Each(classes, matrix.F1)); break;
                case "jaccard_per_class": Are(at, value, Each(classes, matrix.Jaccard)); break;
                case "fbeta2_macro": Is(at, value, AgreementMetrics.FBeta(matrix.ToRows(), 2).Average()); break;
                case "mcc": Is(at, value, AgreementMetrics.MatthewsCorrelation(matrix.ToRows())); break;
                case "cohen_kappa_unweighted": Is(at, value, AgreementMetrics.CohenKappa(matrix.ToRows())); break;
                case "cohen_kappa_linear": Is(at, value, AgreementMetrics.CohenKappa(matrix.ToRows(), 1)); break;
                case "cohen_kappa_quadratic": Is(at, value, AgreementMetrics.CohenKappa(matrix.ToRows(), 2)); break;
                case "log_loss": Is(at, value, LogLoss.Compute(truth, p, classes)); break;
                case "log_loss_eps1e-15": Is(at, value, LogLoss.Compute(truth, p, classes, 1e-15)); break;
                case "brier_multiclass_mean_of_sums": Is(at, value, CalibrationMetrics.Brier(truth, p, classes)); break;
                case "brier": Is(at, value, CalibrationMetrics.Brier(truth, p, 2) / 2); break;
                case "roc_auc": Is(at, value, RankingMetrics.RocAuc(positive, isPositive)); break;
                case "roc_auc_ovr_macro": Is(at, value, RankingMetrics.RocAucOneVersusRest(truth, p, classes)); break;
                case "roc_auc_ovr_weighted": Is(at, value, RankingMetrics.RocAucOneVersusRest(truth, p, classes, isWeighted: true)); break;
                case "roc_auc_ovo_macro": Is(at, value, RankingMetrics.RocAucOneVersusOne(truth, p, classes)); break;
                case "roc_auc_ovo_weighted": Is(at, value, RankingMetrics.RocAucOneVersusOne(truth, p, classes, isWeighted: true)); break;
                case "roc_auc_per_class_ovr": Are(at, value, RankingMetrics.RocAucByClass(truth, p, classes)); break;
                case "average_precision": Is(at, value, RankingMetrics.AveragePrecision(positive, isPositive)); break;
                case "average_precision_per_class": Are(at, value, RankingMetrics.AveragePrecisionByClass(truth, p, classes).Select(own => (double?)own)); break;
                case "average_precision_macro": Is(at, value, RankingMetrics.AveragePrecisionByClass(truth, p, classes).Average()); break;
                case "average_precision_micro": Is(at, value, RankingMetrics.AveragePrecisionMicro(truth, p, classes)); break;
                case "top_2_accuracy": Is(at, value, RankingMetrics.TopAccuracy(truth, p, classes, 2)); break;
                case "accuracy_argmax": Is(at, value, ConfusionMatrix.Of(truth, first, classes).Accuracy); break;
                case "ks_max_tpr_minus_fpr": Is(at, value, RankingMetrics.KolmogorovSmirnov(positive, isPositive)); break;
                case "roc_curve_fpr_tpr_thresholds": Roc(at, value, RankingMetrics.RocCurve(positive, isPositive)); break;
                case "pr_curve_precision_recall":
                    var curve = RankingMetrics.PrecisionRecallCurve(positive, isPositive);
                    Are(at, value, [.. curve.Select(point => (double?)point.Y), .. curve.Select(point => (double?)point.X)]);
                    break;
                case "calibration_curve_10_uniform_fraction_meanpred":
                    var bins = CalibrationMetrics.Reliability(positive, isPositive, 10);
                    Are(at, value, [.. bins.Select(bin => (double?)bin.Accuracy), .. bins.Select(bin => (double?)bin.Confidence)]);
                    break;
                case "numpy.ece_10" or "numpy.ece_15":
                    var own = CalibrationMetrics.Reliability(confidence, isRight, int.Parse(key[^2..], System.Globalization.CultureInfo.InvariantCulture));
                    Is(at, value.GetProperty("ece"), CalibrationMetrics.ExpectedError(own));
                    Is(at, value.GetProperty("mce"), CalibrationMetrics.MaximumError(own));
                    Are(at, value.GetProperty("bins_index_count_confidence_accuracy"), own.SelectMany(bin => (double?[])[bin.Index, bin.Rows, bin.Confidence, bin.Accuracy]));
                    break;
                case "numpy.ece_equal_mass_10": Is(at, value, CalibrationMetrics.ExpectedError(CalibrationMetrics.EqualMass(confidence, isRight, 10))); break;
                default: throw new InvalidOperationException($"{at} is not compared");
            }
        }
    }

    private static double? Averaged(ConfusionMatrix matrix, string key, bool onlyMet)
    {
        var parts = key.Split('_');
        if (parts.Length != 2 || !Enum.TryParse<Averaging>(parts[1], ignoreCase: true, out var averaging))
            return null;
        return parts[0] switch
        {
            "precision" => matrix.Precision(averaging, onlyMet),
            "recall" => matrix.Recall(averaging, onlyMet),
            "f1" => matrix.F1(averaging, onlyMet),
            "jaccard" => matrix.Jaccard(averaging, onlyMet),
            _ => null,
        };
    }

    // The oracle leaves out points that lie on a straight line and begins at the highest score plus 1, where ours begins at infinity.
    private void Roc(string at, JsonElement value, IReadOnlyList<CurvePoint> own)
    {
        double[] x = Numbers(value[0]), y = Numbers(value[1]), thresholds = Numbers(value[2]);
        for (var i = 0; i < x.Length; i++)
        {
            Assert.Contains(own, point => Math.Abs(point.X - x[i]) < 1e-11 && Math.Abs(point.Y - y[i]) < 1e-11 && (i == 0 ? double.IsPositiveInfinity(point.Threshold) : Math.Abs(point.Threshold - thresholds[i]) < 1e-11));
            compared += 3;
        }

        foreach (var point in own)
            Assert.True(Enumerable.Range(0, x.Length - 1).Any(i => Math.Abs((point.X - x[i]) * (y[i + 1] - y[i]) - (point.Y - y[i]) * (x[i + 1] - x[i])) < 1e-9 && point.X >= x[i] - 1e-11 && point.X <= x[i + 1] + 1e-11), at);
    }

    private static IEnumerable<double?> Each(int classes, Func<int, double> score) => Enumerable.Range(0, classes).Select(k => (double?)score(k));

    private void Are(string at, JsonElement expected, IEnumerable<double?> actual)
    {
        var all = Flat(expected).ToArray();
        var own = actual.ToArray();
        Assert.True(all.Length == own.Length, $"{at}: {own.Length} values, expected {all.Length}");
        for (var i = 0; i < all.Length; i++)
            Is($"{at} {i}", all[i], own[i]);
    }

    private static IEnumerable<JsonElement> Flat(JsonElement element) => element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().SelectMany(Flat) : [element];

    // An error or NaN of the oracle is an undefined figure of ours.
    private void Is(string at, JsonElement expected, double? actual)
    {
        compared++;
        if (expected.ValueKind == JsonValueKind.Object || expected is { ValueKind: JsonValueKind.String } text && text.GetString() == "NaN")
        {
            Assert.True(actual is null or double.NaN, $"{at}: {actual:R}, expected none");
            return;
        }

        var value = expected.ValueKind == JsonValueKind.Number ? expected.GetDouble() : expected.GetString() == "Infinity" ? double.PositiveInfinity : double.NegativeInfinity;
        Assert.True(actual is { } own && (own == value || Math.Abs(own - value) <= 1e-11 * Math.Max(1, Math.Abs(value))), $"{at}: {actual:R}, expected {value:R}");
    }

    private static double[] Numbers(JsonElement element) => [.. element.EnumerateArray().Select(e => e.GetDouble())];

    private static List<JsonElement> Cases(string type) =>
        [.. JsonDocument.Parse(File.ReadAllText(SharedFolder.File("oracles/classification_metrics.json"))).RootElement.GetProperty("cases").EnumerateArray().Where(test => test.GetProperty("type").GetString() == type)];
}
