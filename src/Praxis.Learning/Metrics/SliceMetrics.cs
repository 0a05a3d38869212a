using System.Runtime.InteropServices;
using Praxis.Contracts.Evaluate;
using Praxis.Learning.Bias;

namespace Praxis.Learning.Metrics;

/// <summary>How good a classifier is on the rows of each value of a facet.</summary>
public static class SliceMetrics
{
    /// <summary>Fewer rows than this say nothing unless asked otherwise.</summary>
    public const int FewestRows = 30;

    /// <summary>
    /// One score a value, the most rows first; rows without a value are a slice of their own. The slices' confusion matrices add up to that of all rows. The gap's
    /// interval is Newcombe's (1998, Stat. Med. 17, 873-890, method 10) at 95 % over all slices together (Bonferroni).
    /// </summary>
    /// <param name="values">The facet's value, by row; null where there is none.</param>
    /// <param name="truth">The true class's index, by row.</param>
    /// <param name="predicted">The predicted class's index, by row.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="fewestRows">A slice of fewer rows is marked as too small.</param>
    /// <param name="options">How the intervals are drawn.</param>
    public static IReadOnlyList<SliceScore> Compute(
        IReadOnlyList<string?> values, ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, int classes, int fewestRows = FewestRows, BootstrapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        options ??= new();
        var slices = Split(values, truth, predicted, classes);
        var all = slices.Aggregate((ConfusionMatrix?)null, (sum, slice) => sum is null ? slice.Matrix : sum + slice.Matrix);
        return [.. slices.OrderByDescending(slice => slice.Matrix.Rows).Select(slice => Score(slice.Value, slice.Matrix, all!, slices.Count, fewestRows, options))];
    }

    /// <summary>The confusion matrix of each value, in order of first appearance.</summary>
    /// <param name="values">The facet's value, by row; null where there is none.</param>
    /// <param name="truth">The true class's index, by row.</param>
    /// <param name="predicted">The predicted class's index, by row.</param>
    /// <param name="classes">How many classes there are.</param>
    public static IReadOnlyList<(string? Value, ConfusionMatrix Matrix)> Split(IReadOnlyList<string?> values, ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, int classes)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count != truth.Length || truth.Length != predicted.Length)
            throw new ArgumentException("Not one value, truth and prediction a row.", nameof(values));
        var places = new Dictionary<(bool HasValue, string Value), int>();
        var rows = new List<(string? Value, List<int> Truth, List<int> Predicted)>();
        for (var i = 0; i < values.Count; i++)
        {
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(places, (values[i] is not null, values[i] ?? ""), out var isKnown);
            if (!isKnown)
            {
                place = rows.Count;
                rows.Add((values[i], [], []));
            }

            rows[place].Truth.Add(truth[i]);
            rows[place].Predicted.Add(predicted[i]);
        }

        return [.. rows.Select(slice => (slice.Value, ConfusionMatrix.Of(CollectionsMarshal.AsSpan(slice.Truth), CollectionsMarshal.AsSpan(slice.Predicted), classes)))];
    }

    private static SliceScore Score(string? value, ConfusionMatrix slice, ConfusionMatrix all, int slices, int fewestRows, BootstrapOptions options)
    {
        var (otherRows, otherRight) = (all.Rows - slice.Rows, all.Right - slice.Right);
        var gap = new Estimate(null, null);
        if (otherRows > 0)
        {
            var apart = PretrainingBias.Difference(otherRows, otherRight, slice.Rows, slice.Right, NormalQuantile.Upper(0.05 / (2 * slices)));
            gap = new Estimate(slice.Accuracy - (double)otherRight / otherRows, new Interval(-apart.High, -apart.Low));
        }

        return new SliceScore
        {
            Value = value,
            Rows = slice.Rows,
            Accuracy = new Estimate(slice.Accuracy, WilsonInterval.Of(slice.Right, slice.Rows)),
            BalancedAccuracy = ConfusionBootstrap.Of(slice, matrix => matrix.BalancedAccuracy, options),
            MacroF1 = ConfusionBootstrap.Of(slice, matrix => matrix.F1(Averaging.Macro), options),
            AccuracyGap = gap,
            IsTooSmall = slice.Rows < fewestRows,
        };
    }
}
