using Praxis.Contracts.Evaluate;
using Praxis.Learning.Metrics;

namespace Praxis.Platform.Evaluate;

/// <summary>All figures of one model on scored rows.</summary>
internal static class ModelFigures
{
    private const long MostRowDraws = 5_000_000;

    /// <summary>The figures, the most important first; intervals by the bootstrap, that of the accuracy Wilson's.</summary>
    public static IReadOnlyList<Figure> Of(ScoredRows rows, int model, Evaluation evaluation, ulong seed, CancellationToken cancellationToken)
    {
        var (truth, predicted, p, classes) = (rows.Truth, rows.Predicted[model], rows.Probabilities[model], rows.Labels.Count);
        var matrix = ConfusionMatrix.Of(truth, predicted, classes);
        var options = new BootstrapOptions { Seed = seed };
        Estimate Counted(Func<ConfusionMatrix, double> figure) => ConfusionBootstrap.Of(matrix, figure, options);
        double[] losses = [.. truth.Select((own, row) => LogLoss.Compute([own], p.AsSpan(row * classes, classes), classes))];
        double[] squares = [.. truth.Select((own, row) => CalibrationMetrics.Brier([own], p.AsSpan(row * classes, classes), classes))];
        double[] confidence = [.. predicted.Select((own, row) => p[row * classes + own])];
        bool[] isRight = [.. predicted.Select((own, row) => own == truth[row])];
        var some = options with { Replicates = (int)Math.Clamp(MostRowDraws / ((long)truth.Length * classes), 100, 1000) };
        var figures = new List<Figure>
        {
            new("accuracy", "Accuracy", new Estimate(evaluation.Accuracy, evaluation.AccuracyInterval), "Fraction of rows predicted right."),
            new("balanced_accuracy", "Balanced accuracy", new Estimate(evaluation.BalancedAccuracy, evaluation.BalancedAccuracyInterval), "Mean recall of the classes: a rare class counts as much as a frequent one."),
            new("f1_macro", "Macro F1", new Estimate(evaluation.Macro.F1, evaluation.MacroF1Interval), "Mean F1 of the classes."),
            new("f1_weighted", "Weighted F1", Counted(own => own.F1(Averaging.Weighted)), "F1, each class by its rows."),
            new("precision_macro", "Macro precision", Counted(own => own.Precision(Averaging.Macro)), "Mean precision of the classes."),
            new("recall_macro", "Macro recall", Counted(own => own.Recall(Averaging.Macro)), "Mean recall of all classes, those without rows as 0."),
            new("mcc", "Matthews correlation", Counted(own => AgreementMetrics.MatthewsCorrelation(own.ToRows())), "-1 to 1; 0 is guessing."),
            new("cohen_kappa", "Cohen's kappa", Counted(own => AgreementMetrics.CohenKappa(own.ToRows())), "Agreement beyond chance; 0 is guessing."),
            new("log_loss", "Log loss", Drawn(truth.Length, drawn => Mean(drawn, losses), options, cancellationToken), "Surprise at the truth; less is better, always guessing evenly has " + Math.Log(classes).ToString("0.000", System.Globalization.CultureInfo.InvariantCulture) + "."),
            new("brier", "Brier score", Drawn(truth.Length, drawn => Mean(drawn, squares), options, cancellationToken), "Squared error of the probabilities, 0 to 2; less is better."),
            new("ece_10", "Calibration error", Drawn(truth.Length, drawn => Calibration(drawn, confidence, isRight), some, cancellationToken), "Mean gap of confidence and accuracy over ten bins; less is better."),
        };
        if (classes == 2)
            figures.Add(new("roc_auc", "ROC AUC", Drawn(truth.Length, drawn => RankingMetrics.RocAuc([.. drawn.Select(row => p[2 * row + 1])], [.. drawn.Select(row => truth[row] == 1)]) ?? double.NaN, some, cancellationToken), $"Probability that a row of '{Short(rows.Labels[1])}' scores above another; 0.5 is guessing."));
        else
            figures.Add(new("roc_auc_ovr_macro", "ROC AUC, one against the rest", Drawn(truth.Length, drawn => OneVersusRest(drawn, truth, p, classes), some, cancellationToken), "Mean over the classes; 0.5 is guessing."));
        if (classes > 2)
            figures.Add(new("top_2_accuracy", "Right among the first two", new Estimate(RankingMetrics.TopAccuracy(truth, p, classes, 2), null), "Fraction of rows whose class is one of the two most probable."));
        return figures;
    }

    internal static double Mean(int[] drawn, double[] values)
    {
        var sum = 0.0;
        foreach (var row in drawn)
            sum += values[row];
        return sum / drawn.Length;
    }

    private static Estimate Drawn(int rows, Func<int[], double> figure, BootstrapOptions options, CancellationToken cancellationToken)
    {
        var result = Bootstrap.Interval(rows, figure, options, cancellationToken);
        return double.IsNaN(result.Value) ? new Estimate(null, null) : new Estimate(result.Value, double.IsNaN(result.Interval.Low) ? null : result.Interval);
    }

    private static double Calibration(int[] drawn, double[] confidence, bool[] isRight) =>
        CalibrationMetrics.ExpectedError(CalibrationMetrics.Reliability([.. drawn.Select(row => confidence[row])], [.. drawn.Select(row => isRight[row])], 10));

    private static double OneVersusRest(int[] drawn, int[] truth, double[] p, int classes)
    {
        var (own, said) = (new int[drawn.Length], new double[drawn.Length * classes]);
        for (var i = 0; i < drawn.Length; i++)
        {
            own[i] = truth[drawn[i]];
            p.AsSpan(drawn[i] * classes, classes).CopyTo(said.AsSpan(i * classes));
        }

        return RankingMetrics.RocAucOneVersusRest(own, said, classes) ?? double.NaN;
    }

    private static string Short(string label) => Praxis.Contracts.Foundation.SafeText.Line(label, 40);
}
