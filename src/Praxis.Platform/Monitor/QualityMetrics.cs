using Praxis.Learning.Metrics;
using Praxis.Learning.Numerics;

namespace Praxis.Platform.Monitor;

/// <summary>The metrics of Amazon's Model Monitor for predictions; a denominator of 0 gives 0. <c>best_constant_classifier</c> always says the positive class of two, the most frequent of several.</summary>
internal static class QualityMetrics
{
    private const int Subsamples = 5;
    private const double ShareOfSubsample = 0.8;

    /// <summary>The metrics that are better when smaller.</summary>
    public static readonly IReadOnlySet<string> Errors = new HashSet<string>(StringComparer.Ordinal) { "mae", "mse", "rmse", "false_positive_rate", "false_negative_rate" };

    /// <summary>Every metric with its standard deviation over 5 random 80 % of the rows (divided by 4); NaN below 200 rows.</summary>
    /// <param name="rows">At least one row.</param>
    /// <param name="seed">Seed of the drawing.</param>
    public static OrderedDictionary<string, (double Value, double Deviation)> Of(QualityRows rows, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var parts = new List<OrderedDictionary<string, double>>();
        if (rows.Truth.Length >= QualityRows.FewestForDeviation)
        {
            var random = new SplitMix64(seed);
            for (var i = 0; i < Subsamples; i++)
                parts.Add(Values(rows.Of(Draw(rows.Truth.Length, random))));
        }

        return new(Values(rows).Select(metric => KeyValuePair.Create(metric.Key, (metric.Value, Deviation([.. parts.Select(part => part[metric.Key])])))));
    }

    private static OrderedDictionary<string, double> Values(QualityRows rows) => rows.Problem switch
    {
        QualityProblem.Regression => Regression(rows),
        QualityProblem.BinaryClassification => Binary(rows),
        _ => Multiclass(rows),
    };

    private static OrderedDictionary<string, double> Regression(QualityRows rows) => new()
    {
        ["mae"] = RegressionMetrics.MeanAbsoluteError(rows.Truth, rows.Predicted),
        ["mse"] = RegressionMetrics.MeanSquaredError(rows.Truth, rows.Predicted),
        ["rmse"] = RegressionMetrics.RootMeanSquaredError(rows.Truth, rows.Predicted),
        ["r2"] = RegressionMetrics.R2(rows.Truth, rows.Predicted),
    };

    private static OrderedDictionary<string, double> Binary(QualityRows rows)
    {
        var (truth, all) = (QualityRows.Classes(rows.Truth), new OrderedDictionary<string, double>());
        void Add(ConfusionMatrix matrix, double auc, string suffix)
        {
            var (recall, precision, specificity) = (matrix.Recall(1), matrix.Precision(1), matrix.Recall(0));
            all["recall" + suffix] = recall;
            all["precision" + suffix] = precision;
            all["accuracy" + suffix] = matrix.Accuracy;
            all["true_positive_rate" + suffix] = recall;
            all["true_negative_rate" + suffix] = specificity;
            all["false_positive_rate" + suffix] = matrix.Support[0] == 0 ? 0 : 1 - specificity;
            all["false_negative_rate" + suffix] = matrix.Support[1] == 0 ? 0 : 1 - recall;
            if (!double.IsNaN(auc))
                all["auc" + suffix] = auc;
            foreach (var (name, beta) in ((string, double)[])[("f0_5", 0.5), ("f1", 1), ("f2", 2)])
                all[name + suffix] = Score(precision, recall, beta);
        }

        var auc = rows.Scores is null ? double.NaN : RankingMetrics.RocAuc(rows.Scores, [.. truth.Select(label => label == 1)]) ?? 0.5;
        Add(ConfusionMatrix.Of(truth, QualityRows.Classes(rows.Predicted), 2), auc, "");
        Add(ConfusionMatrix.Of(truth, [.. truth.Select(_ => 1)], 2), rows.Scores is null ? double.NaN : 0.5, "_best_constant_classifier");
        return all;
    }

    private static OrderedDictionary<string, double> Multiclass(QualityRows rows)
    {
        var (truth, all) = (QualityRows.Classes(rows.Truth), new OrderedDictionary<string, double>());
        void Add(ConfusionMatrix matrix, string suffix)
        {
            double Weighted(Func<int, double> score) => Enumerable.Range(0, matrix.Classes).Sum(k => score(k) * matrix.Support[k]) / matrix.Rows;
            all["accuracy" + suffix] = matrix.Accuracy;
            all["weighted_recall" + suffix] = Weighted(matrix.Recall);
            all["weighted_precision" + suffix] = Weighted(matrix.Precision);
            foreach (var (name, beta) in ((string, double)[])[("f0_5", 0.5), ("f1", 1), ("f2", 2)])
                all[$"weighted_{name}{suffix}"] = Weighted(k => Score(matrix.Precision(k), matrix.Recall(k), beta));
        }

        var most = truth.CountBy(label => label).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).First().Key;
        Add(ConfusionMatrix.Of(truth, QualityRows.Classes(rows.Predicted), rows.Labels.Count), "");
        Add(ConfusionMatrix.Of(truth, [.. truth.Select(_ => most)], rows.Labels.Count), "_best_constant_classifier");
        return all;
    }

    // F of beta: (1 + b²) P R / (b² P + R).
    private static double Score(double precision, double recall, double beta) => beta * beta * precision + recall is var below and > 0 ? (1 + beta * beta) * precision * recall / below : 0;

    private static double Deviation(double[] values)
    {
        if (values.Length < 2)
            return double.NaN;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }

    private static int[] Draw(int rows, SplitMix64 random)
    {
        var order = Enumerable.Range(0, rows).ToArray();
        var take = (int)(rows * ShareOfSubsample);
        for (var i = 0; i < take; i++)
        {
            var other = i + random.Below(rows - i);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order[..take];
    }
}
