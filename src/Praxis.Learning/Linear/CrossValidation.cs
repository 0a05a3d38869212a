using Praxis.Learning.Numerics;
using Praxis.Learning.Text;

namespace Praxis.Learning.Linear;

/// <summary>Splits rows into folds, and scores each fold's rows by a model of the others.</summary>
public static class CrossValidation
{
    /// <summary>A fold for each row; each fold has about the same number of rows, and of each class.</summary>
    /// <param name="classes">Each row's class.</param>
    /// <param name="folds">How many; at least 2.</param>
    /// <param name="seed">Which rows go together.</param>
    public static int[] Folds(IReadOnlyList<int> classes, int folds, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        var order = Enumerable.Range(0, classes.Count).ToArray();
        var random = new SplitMix64(seed);
        for (var i = order.Length - 1; i > 0; i--)
        {
            var other = random.Below(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        var fold = new int[order.Length];
        var next = 0;
        foreach (var group in order.GroupBy(row => classes[row]).OrderBy(group => group.Key))
        {
            foreach (var row in group)
                fold[row] = next++ % folds;
        }

        return fold;
    }

    /// <summary>Fits a model a fold on the other folds' rows and gives the scores of its own; [rows * classes].</summary>
    /// <param name="rows">The rows' features.</param>
    /// <param name="classes">Each row's class.</param>
    /// <param name="classCount">How many classes there are.</param>
    /// <param name="settings">How to fit.</param>
    /// <param name="folds">Each row's fold (<see cref="Folds"/>).</param>
    /// <param name="rowWeights">Each row's weight, or null.</param>
    /// <param name="cancellationToken">Ends the fits.</param>
    public static double[] Scores(SparseRows rows, IReadOnlyList<int> classes, int classCount, LinearSettings settings, IReadOnlyList<int> folds, IReadOnlyList<double>? rowWeights = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(folds);
        var scores = new double[checked(rows.RowCount * classCount)];
        foreach (var fold in folds.Distinct().Order())
        {
            var inside = Enumerable.Range(0, rows.RowCount).Where(row => folds[row] != fold).ToArray();
            var outside = Enumerable.Range(0, rows.RowCount).Where(row => folds[row] == fold).ToArray();
            var model = LinearModel.Fit(rows.Take(inside), [.. inside.Select(row => classes[row])], classCount, settings, rowWeights is null ? null : [.. inside.Select(row => rowWeights[row])], cancellationToken);
            foreach (var row in outside)
                model.Scores(rows.Indices(row), rows.Values(row), scores.AsSpan(row * classCount, classCount));
        }

        return scores;
    }
}
