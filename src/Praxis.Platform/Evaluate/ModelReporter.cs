using System.Globalization;
using Praxis.Contracts.Evaluate;
using Praxis.Contracts.Foundation;
using Praxis.Learning.Bias;
using Praxis.Learning.Metrics;

namespace Praxis.Platform.Evaluate;

/// <summary>Makes the report of a model from scored rows.</summary>
public static class ModelReporter
{
    /// <summary>The report; a second scored model is compared with the first.</summary>
    /// <param name="model">The model's id and algorithm.</param>
    /// <param name="against">The other model's id; null for none.</param>
    /// <param name="source">The file's name.</param>
    /// <param name="rows">What the models say.</param>
    /// <param name="options">What the report holds.</param>
    /// <param name="cancellationToken">Stops between two replicates.</param>
    public static ModelReport Report((string Id, string Algorithm) model, string? against, string source, ScoredRows rows, ReportOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        var classes = rows.Labels.Count;
        var evaluation = ClassificationMetrics.Evaluate(rows.Labels, rows.Truth, rows.Probabilities[0], options.Seed);
        var majority = evaluation.Classes.MaxBy(score => score.Support)!;
        var comparison = against is null ? null : Compare(against, rows, options.Seed, cancellationToken);
        var bias = Bias(rows, options, cancellationToken);
        return new ModelReport
        {
            Model = model.Id,
            Algorithm = model.Algorithm,
            Source = source,
            Verdict = Verdict(model.Id, source, evaluation, comparison),
            Evaluation = evaluation,
            Figures = ModelFigures.Of(rows, 0, evaluation, options.Seed, cancellationToken),
            MajorityClass = majority.Label,
            MajorityAccuracy = (double)majority.Support / evaluation.Rows,
            Reliability = CalibrationMetrics.Reliability(
                [.. rows.Predicted[0].Select((own, row) => rows.Probabilities[0][row * classes + own])], [.. rows.Predicted[0].Select((own, row) => own == rows.Truth[row])], 10),
            Slices = [.. rows.Facets.Select(facet => new FacetSlices(facet.Key, SliceMetrics.Compute(facet.Value, rows.Truth, rows.Predicted[0], classes, options.FewestRows, new BootstrapOptions { Seed = options.Seed })))],
            Bias = bias,
            Comparison = comparison,
            Notes = [.. rows.Notes(), .. bias.SelectMany(own => own.Notes).Select(note => SafeText.Line(note, 200)), .. OneClass(evaluation)],
            Seed = options.Seed,
        };
    }

    private static IReadOnlyList<string> OneClass(Evaluation evaluation) =>
        evaluation.Classes.Count(score => score.Support > 0) == 1 ? ["All rows have the same label: whoever always says it is right, and an area under the curve is undefined."] : [];

    private static string Verdict(string model, string source, Evaluation evaluation, ModelComparison? comparison)
    {
        var balanced = string.Create(CultureInfo.InvariantCulture, $"{F(evaluation.BalancedAccuracy)} ({F(evaluation.BalancedAccuracyInterval.Low)} to {F(evaluation.BalancedAccuracyInterval.High)})");
        var own = $"{model} has balanced accuracy {balanced} and accuracy {F(evaluation.Accuracy)} on {evaluation.Rows.ToString("N0", CultureInfo.InvariantCulture)} rows of {SafeText.Line(source, 60)}";
        if (comparison is null)
            return own + ".";
        var gap = evaluation.Accuracy - comparison.Evaluation.Accuracy;
        var p = comparison.McNemar.MidP;
        var what = comparison.McNemar is { OnlyFirst: 0, OnlySecond: 0 } ? "says right and wrong on the same rows" : $"is right {F(Math.Abs(gap))} {(gap >= 0 ? "less" : "more")} often: {(p < 0.05 ? "more than chance explains" : "that may be chance")} (McNemar mid-p {(p < 0.001 ? "below 0.001" : F(p))})";
        return $"{own}; {comparison.Against} {what}.";
    }

    private static ModelComparison Compare(string against, ScoredRows rows, ulong seed, CancellationToken cancellationToken)
    {
        var classes = rows.Labels.Count;
        bool[] Right(int model) => [.. rows.Predicted[model].Select((own, row) => own == rows.Truth[row])];
        Func<int[], double> Of(int model, Func<ConfusionMatrix, double> figure) => drawn =>
            figure(ConfusionMatrix.Of([.. drawn.Select(row => rows.Truth[row])], [.. drawn.Select(row => rows.Predicted[model][row])], classes));
        Func<int[], double> Loss(int model)
        {
            double[] losses = [.. rows.Truth.Select((own, row) => LogLoss.Compute([own], rows.Probabilities[model].AsSpan(row * classes, classes), classes))];
            return drawn => drawn.Average(row => losses[row]);
        }

        FigureDifference Difference(string name, string title, Func<int[], double> other, Func<int[], double> own)
        {
            var result = PairedBootstrap.Compare(rows.Truth.Length, other, own, new BootstrapOptions { Seed = seed }, cancellationToken);
            return new FigureDifference(name, title, new Estimate(result.Difference.Value, result.Difference.Interval), double.IsNaN(result.PValue) ? null : result.PValue);
        }

        return new ModelComparison
        {
            Against = against,
            Evaluation = ClassificationMetrics.Evaluate(rows.Labels, rows.Truth, rows.Probabilities[1], seed),
            McNemar = PairedComparison.McNemarTest(Right(1), Right(0)),
            Differences =
            [
                Difference("accuracy", "Accuracy", Of(1, matrix => matrix.Accuracy), Of(0, matrix => matrix.Accuracy)),
                Difference("balanced_accuracy", "Balanced accuracy", Of(1, matrix => matrix.BalancedAccuracy), Of(0, matrix => matrix.BalancedAccuracy)),
                Difference("f1_macro", "Macro F1", Of(1, matrix => matrix.F1(Averaging.Macro)), Of(0, matrix => matrix.F1(Averaging.Macro))),
                Difference("log_loss", "Log loss", Loss(1), Loss(0)),
            ],
        };
    }

    private static IReadOnlyList<BiasAnalysis> Bias(ScoredRows rows, ReportOptions options, CancellationToken cancellationToken)
    {
        if (options.Positive is not { } positive || rows.Facets.Count == 0)
            return [];
        if (!rows.Truth.Any(own => rows.Labels[own] == positive))
            throw new UserException(new Problem
            {
                Type = "unknown-positive",
                Found = $"no row has the label '{SafeText.Line(positive, 40)}' (--positive)",
                Expected = string.Join(", ", rows.Labels.Take(20).Select(label => $"'{SafeText.Line(label, 40)}'")),
            });
        BiasColumn Labels(string name, IEnumerable<int> classes) => new(name, BiasColumnType.Category, [.. classes.Select(own => (BiasValue?)BiasValue.Of(rows.Labels[own]))]);
        var predicted = "predicted " + options.Label;
        return [.. rows.Facets.Select(facet =>
        {
            var column = BiasColumn.FromText(facet.Key, facet.Value);
            return BiasAnalyzer.Analyze(
                new BiasRequest
                {
                    Columns = [Labels(options.Label, rows.Truth), Labels(predicted, rows.Predicted[0]), column],
                    Label = options.Label,
                    Positive = [BiasValue.Of(positive)],
                    Predicted = predicted,
                    Facet = facet.Key,
                    FacetValues = options.FacetValues.Count == 0 ? null : [.. options.FacetValues.Select(value => FacetValue(value, column.Type))],
                },
                cancellationToken);
        })];
    }

    private static BiasValue FacetValue(string value, BiasColumnType type) =>
        type == BiasColumnType.Whole && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? BiasValue.Of(whole)
        : type is BiasColumnType.Whole or BiasColumnType.Real && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? BiasValue.Of(real)
        : type == BiasColumnType.Boolean && bool.TryParse(value, out var truth) ? BiasValue.Of(truth)
        : BiasValue.Of(value);

    private static string F(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
