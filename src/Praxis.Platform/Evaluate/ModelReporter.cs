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
            Verdict = $"{model.Id} has balanced accuracy {F(evaluation.BalancedAccuracy)} ({F(evaluation.BalancedAccuracyInterval.Low)} to {F(evaluation.BalancedAccuracyInterval.High)}) on {evaluation.Rows:N0} rows.",
            Beside = comparison is null ? null : Beside(evaluation, comparison),
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

    private static string Beside(Evaluation evaluation, ModelComparison comparison)
    {
        var (gap, test) = (evaluation.Accuracy - comparison.Evaluation.Accuracy, comparison.McNemar);
        if (test is { OnlyFirst: 0, OnlySecond: 0 })
            return $"{comparison.Against} is right on the very same rows.";
        var p = test.MidP < 0.001 ? "p < 0.001" : $"p {F(test.MidP)}";
        return $"It is right {(gap * 100).ToString("0.0;0.0;0.0", CultureInfo.InvariantCulture)} points {(gap >= 0 ? "more" : "less")} often than {comparison.Against}; {(test.MidP < 0.05 ? "chance alone does not explain that" : "chance may explain that")} (McNemar mid-p, {p}).";
    }

    private static ModelComparison Compare(string against, ScoredRows rows, ulong seed, CancellationToken cancellationToken)
    {
        var (classes, options) = (rows.Labels.Count, new BootstrapOptions { Seed = seed });
        var pairs = new PairedConfusions(rows.Truth, rows.Predicted[1], rows.Predicted[0], classes);
        (string Name, string Title, Func<ConfusionMatrix, double> Of)[] figures =
        [
            ("accuracy", "Accuracy", matrix => matrix.Accuracy),
            ("balanced_accuracy", "Balanced accuracy", matrix => matrix.BalancedAccuracy),
            ("f1_macro", "Macro F1", matrix => matrix.F1(Averaging.Macro)),
        ];
        var results = pairs.Compare([.. figures.Select(figure => figure.Of)], options, cancellationToken);
        double[] Losses(int model) => [.. rows.Truth.Select((own, row) => LogLoss.Compute([own], rows.Probabilities[model].AsSpan(row * classes, classes), classes))];
        double[] gaps = [.. Losses(0).Zip(Losses(1), (own, other) => own - other)];
        var loss = PairedBootstrap.Compare(gaps.Length, _ => 0, drawn => ModelFigures.Mean(drawn, gaps), options, cancellationToken);
        return new ModelComparison
        {
            Against = against,
            Evaluation = ClassificationMetrics.Evaluate(rows.Labels, rows.Truth, rows.Probabilities[1], seed),
            McNemar = pairs.McNemar(),
            Differences = [.. figures.Zip(results, (figure, result) => Difference(figure.Name, figure.Title, result)), Difference("log_loss", "Log loss", loss)],
        };
    }

    private static FigureDifference Difference(string name, string title, PairedBootstrapResult result) =>
        new(name, title, new Estimate(result.Difference.Value, result.Difference.Interval), double.IsNaN(result.PValue) ? null : result.PValue);

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
