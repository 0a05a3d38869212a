using Praxis.Learning.Text;

namespace Praxis.Learning.Linear;

/// <summary>Scores of rows by models that have not seen them.</summary>
public static class OutOfFold
{
    /// <summary>Fits a model a fold on the other folds' rows and gives the scores of its own; [rows * classes].</summary>
    /// <param name="rows">The rows' features.</param>
    /// <param name="classes">Each row's class.</param>
    /// <param name="classCount">How many classes there are.</param>
    /// <param name="settings">How to fit.</param>
    /// <param name="folds">Each row's fold (<see cref="StratifiedFolds"/>).</param>
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
