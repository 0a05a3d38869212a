using Praxis.Learning.Linear;
using Praxis.Learning.Numerics;
using Praxis.Learning.Text;

namespace Praxis.Learning.Insights;

/// <summary>
/// Labels that are probably wrong, by confident learning (C. G. Northcutt, L. Jiang and I. L. Chuang, 2021, "Confident learning: estimating uncertainty in dataset labels", section
/// 3): each row is answered by a model that has not seen it; a row counts for the most probable of the classes whose threshold it reaches, the mean probability of the class over
/// its own rows; where that is another class than its label, the label is suspected.
/// </summary>
public static class LabelErrors
{
    private const int Folds = 3;

    /// <summary>The suspected rows, the surest first.</summary>
    /// <param name="rows">The texts as weighed n-grams.</param>
    /// <param name="classes">The class of each row, from 0.</param>
    /// <param name="classCount">How many classes there are, at least two.</param>
    /// <param name="seed">Seed of the folds.</param>
    /// <param name="threads">How many threads may compute.</param>
    /// <param name="cancellationToken">Ends the fits.</param>
    public static IReadOnlyList<SuspectLabel> Find(SparseRows rows, int[] classes, int classCount, ulong seed, int threads, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(classes);
        return classes.CountBy(k => k).Count(group => group.Value >= Folds) < 2 ? [] : Suspects(OutOfFold(rows, classes, classCount, seed, threads, cancellationToken), classes, classCount);
    }

    /// <summary>The probabilities of each row by models that have not seen it; <c>[rows, classes]</c>, row-major.</summary>
    public static double[] OutOfFold(SparseRows rows, int[] classes, int classCount, ulong seed, int threads, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(classes);
        var fold = StratifiedFolds.Deal(classes, classCount, Folds, seed);
        var probabilities = new double[rows.RowCount * classCount];
        // Ending early holds the weights back, which tells wrong labels at least as well as going on (benchmarks/results/2026-11-26-data.md).
        var settings = new LinearSettings { Tolerance = 1e-2, MaxIterations = 25, Threads = 1, C = 2 };
        Parallel.For(0, Folds, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, own =>
        {
            int[] inner = [.. Enumerable.Range(0, classes.Length).Where(row => fold[row] != own)];
            var model = LinearModel.Fit(rows.Take(inner), [.. inner.Select(row => classes[row])], classCount, settings, null, cancellationToken);
            for (var row = 0; row < classes.Length; row++)
                if (fold[row] == own)
                    model.Probabilities(rows.Indices(row), rows.Values(row), probabilities.AsSpan(row * classCount, classCount));
        });
        return probabilities;
    }

    /// <summary>The suspected rows by probabilities of models that have not seen them.</summary>
    public static IReadOnlyList<SuspectLabel> Suspects(double[] probabilities, int[] classes, int classCount)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(classes);
        var (thresholds, counts) = (new double[classCount], new int[classCount]);
        for (var row = 0; row < classes.Length; row++)
        {
            thresholds[classes[row]] += probabilities[row * classCount + classes[row]];
            counts[classes[row]]++;
        }

        for (var k = 0; k < classCount; k++)
            thresholds[k] = counts[k] == 0 ? double.PositiveInfinity : thresholds[k] / counts[k];
        var suspects = new List<SuspectLabel>();
        for (var row = 0; row < classes.Length; row++)
        {
            var best = -1;
            var own = probabilities.AsSpan(row * classCount, classCount);
            for (var k = 0; k < classCount; k++)
                if (own[k] >= thresholds[k] && (best < 0 || own[k] > own[best]))
                    best = k;
            if (best >= 0 && best != classes[row] && own[best] > own[classes[row]])
                suspects.Add(new SuspectLabel(row, classes[row], best, own[classes[row]] - own[best]));
        }

        return [.. suspects.OrderBy(suspect => suspect.Margin).ThenBy(suspect => suspect.Row)];
    }
}
