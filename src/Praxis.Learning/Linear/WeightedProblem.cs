using Praxis.Contracts.Foundation;
using Praxis.Learning.Text;

namespace Praxis.Learning.Linear;

/// <summary>The rows to fit, each with its class and its weight, checked.</summary>
internal sealed class WeightedProblem
{
    private WeightedProblem(SparseRows rows, int[] classes, int classCount, double[] weights, LinearSettings settings)
    {
        Rows = rows;
        Classes = classes;
        ClassCount = classCount;
        Weights = weights;
        Settings = settings;
    }

    public SparseRows Rows { get; }

    public int[] Classes { get; }

    public int ClassCount { get; }

    /// <summary>Each row's weight, its class's factor in it.</summary>
    public double[] Weights { get; }

    public LinearSettings Settings { get; }

    public static WeightedProblem Create(SparseRows rows, IReadOnlyList<int> classes, int classCount, LinearSettings settings, IReadOnlyList<double>? rowWeights)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        if (classes.Count != rows.RowCount || (rowWeights is not null && rowWeights.Count != rows.RowCount))
            throw new ArgumentException($"{rows.RowCount} rows, {classes.Count} classes and {rowWeights?.Count} weights do not belong together", nameof(classes));
        if (settings.ClassWeights is { } given && given.Count != classCount)
            throw new ArgumentException($"{given.Count} class weights do not fit {classCount} classes", nameof(settings));
        RefuseBadSettings(settings);
        var own = new int[classes.Count];
        var weights = new double[classes.Count];
        var totals = new double[classCount];
        for (var row = 0; row < own.Length; row++)
        {
            if ((uint)classes[row] >= (uint)classCount)
                throw new ArgumentOutOfRangeException(nameof(classes), $"row {row} has class {classes[row]} of {classCount}");
            own[row] = classes[row];
            weights[row] = rowWeights?[row] ?? 1.0;
            if (!double.IsFinite(weights[row]) || weights[row] < 0)
                throw new UserException(new Problem { Type = "bad-row-weight", Found = $"A row's weight is {weights[row]}", Where = $"training row {row + 1}", Expected = "a finite number of at least 0" });
            totals[own[row]] += weights[row];
        }

        var present = totals.Count(total => total > 0);
        if (present < 2)
        {
            throw new UserException(new Problem
            {
                Type = "too-few-labels",
                Found = own.Length == 0 ? "There are no training rows" : $"The {own.Length} training rows with a weight above 0 have {present} label",
                Expected = "rows of at least two labels",
            });
        }

        var sum = totals.Sum();
        for (var row = 0; row < own.Length; row++)
        {
            if (settings.BalancedClasses && totals[own[row]] > 0)
                weights[row] *= sum / (present * totals[own[row]]);
            weights[row] *= settings.ClassWeights?[own[row]] ?? 1.0;
        }

        return new WeightedProblem(rows, own, classCount, weights, settings);
    }

    /// <summary>The same rows with two classes: the given one (1) and the rest (0).</summary>
    public WeightedProblem OneAgainstTheRest(int own, SparseRows rows) =>
        new(rows, [.. Classes.Select(other => other == own ? 1 : 0)], 2, Weights, Settings with { NaiveBayesWeighting = false });

    private static void RefuseBadSettings(LinearSettings settings)
    {
        Refuse(settings.C, "C", false);
        Refuse(settings.Alpha, "alpha", false);
        if (settings.Tolerance is { } tolerance)
            Refuse(tolerance, "the tolerance", false);
        foreach (var factor in settings.ClassWeights ?? [])
            Refuse(factor, "a class weight", true);

        static void Refuse(double value, string name, bool zeroIsFine)
        {
            if (!double.IsFinite(value) || value < 0 || (value == 0 && !zeroIsFine))
                throw new UserException(new Problem { Type = "bad-hyperparameter", Found = $"{name} is {value}", Expected = zeroIsFine ? "a finite number of at least 0" : "a finite number above 0" });
        }
    }
}
