using System.Text;
using Praxis.Contracts.Evaluate;
using Praxis.Contracts.Train;
using Praxis.Learning.Explain;

namespace Praxis.Platform.Evaluate;

/// <summary>Explains what a model of several columns says: what each column of a row adds.</summary>
public static class ColumnExplainer
{
    /// <summary>The most background rows that are taken.</summary>
    public const int MostBackground = 20;

    /// <summary>Explains rows. An absent column takes its values in the background rows; without any, it is missing.</summary>
    /// <param name="model">The model's id and algorithm.</param>
    /// <param name="classifier">The model.</param>
    /// <param name="rows">The rows, with their true labels where these are known.</param>
    /// <param name="background">Rows of the kind that the model meets; up to <see cref="MostBackground"/>, spread evenly, are taken.</param>
    /// <param name="options">Samples, logit and seed; the rest is for texts.</param>
    /// <param name="aggregation">How values of many rows become one.</param>
    /// <param name="progress">Told the rows done.</param>
    /// <param name="cancellationToken">Stops between two rows.</param>
    public static ExplanationReport Explain(
        (string Id, string Algorithm) model, ITextClassifier classifier, IReadOnlyList<(Instance Instance, string? Label)> rows, IReadOnlyList<Instance> background, TextExplanationOptions options, ShapAggregation aggregation, Action<int>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(background);
        ArgumentNullException.ThrowIfNull(options);
        var (labels, columns) = (classifier.Labels, classifier.Columns);
        Instance[] others = background.Count == 0
            ? [new Instance("", new string?[columns.Count - 1])]
            : [.. Enumerable.Range(0, Math.Min(MostBackground, background.Count)).Select(i => background[(int)((long)i * background.Count / Math.Min(MostBackground, background.Count))])];
        var attributions = new Attribution[rows.Count];
        var done = 0;
        ModelColumns.ForEachRow(
            rows.Count,
            i =>
            {
                rows[i].Instance.CheckColumns(columns);
                attributions[i] = KernelShap.Explain(new ColumnCoalitions(classifier, rows[i].Instance, others, options.UseLogit), options.Samples ?? (2 * columns.Count) + 2048, options.Seed + (ulong)i);
                progress?.Invoke(Interlocked.Increment(ref done));
            },
            cancellationToken);
        return new ExplanationReport
        {
            Model = model.Id,
            Algorithm = model.Algorithm,
            Options = options,
            Labels = labels,
            Columns = columns,
            Background = background.Count == 0 ? 0 : others.Length,
            Texts = [.. attributions.Select((own, i) => Explanation(own, rows[i].Instance, rows[i].Label, labels, columns))],
            Top = [.. labels.Select((_, k) => Importance(attributions, k, columns, aggregation))],
            MostTop = columns.Count,
            Aggregation = aggregation,
        };
    }

    private static List<UnitImportance> Importance(Attribution[] attributions, int label, IReadOnlyList<FeatureColumn> columns, ShapAggregation aggregation) =>
        [.. columns.Select((column, i) => attributions.Select(own => own.Values[i][label]).ToArray() is { Length: > 0 } values
            ? new UnitImportance(column.Name, GlobalImportance.Aggregate(values, aggregation), values.Average(), values.Length)
            : new UnitImportance(column.Name, 0, 0, 0)).OrderByDescending(unit => Math.Abs(unit.Importance))];

    // A line a column, so that each can be shown where it stands.
    private static TextExplanation Explanation(Attribution own, Instance instance, string? label, IReadOnlyList<string> labels, IReadOnlyList<FeatureColumn> columns)
    {
        var text = new StringBuilder();
        var units = new List<UnitAttribution>();
        for (var i = 0; i < columns.Count; i++)
        {
            var unit = $"{columns[i].Name}: {(instance[i] is { Length: > 0 } value ? value.ReplaceLineEndings(" ") : "–")}";
            units.Add(new UnitAttribution(unit, text.Length, own.Values[i]));
            text.Append(unit).Append('\n');
        }

        return new TextExplanation
        {
            Text = text.ToString(),
            Label = label,
            Labels = labels,
            Predicted = labels[Enumerable.Range(0, labels.Count).MaxBy(k => own.Full[k])],
            Base = own.Base,
            Full = own.Full,
            Units = units,
            IsExact = own.IsExact,
            IsJoined = false,
        };
    }
}
