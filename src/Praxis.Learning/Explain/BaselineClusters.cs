using Praxis.Learning.Numerics;

namespace Praxis.Learning.Explain;

/// <summary>
/// Baseline rows for Kernel SHAP where none are given: the centres of clusters by k-means or, with categories, k-prototypes (Z. Huang, 1998, "Extensions to the
/// k-means algorithm for clustering large data sets with categorical values"). Numbers are compared in units of their standard deviation, a differing category
/// counts as half of one (squared); a centre has the means of its numbers and the most frequent of its categories.
/// </summary>
public static class BaselineClusters
{
    /// <summary>The most clusters chosen by themselves.</summary>
    public const int MostClusters = 12;
    private const double CategoryWeight = 0.5;
    private const int MostRounds = 100;

    /// <summary>The centres; fewer than asked where there are fewer different rows.</summary>
    /// <param name="rows">Rows, <c>[rows][features]</c>, at least one; a missing number (NaN) is taken as the mean.</param>
    /// <param name="isCategorical">Of each feature whether its numbers are codes of categories.</param>
    /// <param name="clusters">How many; null chooses 1 to 12 by the bend of the curve of the costs (farthest from its chord: V. Satopää et al., 2011, "Finding a 'Kneedle' in a haystack").</param>
    /// <param name="seed">Seed of the first centres (k-means++; D. Arthur and S. Vassilvitskii, 2007).</param>
    public static IReadOnlyList<double[]> Find(IReadOnlyList<double[]> rows, IReadOnlyList<bool> isCategorical, int? clusters = null, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(isCategorical);
        ArgumentOutOfRangeException.ThrowIfZero(rows.Count, nameof(rows));
        if (clusters is { } asked)
            ArgumentOutOfRangeException.ThrowIfLessThan(asked, 1, nameof(clusters));
        var filled = Fill(rows, isCategorical, out var scales);
        if (clusters is { } count)
            return Run(filled, isCategorical, scales, count, seed).Centres;
        var found = new List<(IReadOnlyList<double[]> Centres, double Cost)>();
        for (var k = 1; k <= MostClusters; k++)
        {
            found.Add(Run(filled, isCategorical, scales, k, seed));
            if (found[^1].Centres.Count < k || found[^1].Cost == 0)
                break;
        }

        return found[Bend([.. found.Select(own => own.Cost)])].Centres;
    }

    // The place farthest below the straight line from the first cost to the last.
    private static int Bend(double[] costs)
    {
        var (best, most) = (0, 0.0);
        for (var k = 0; k < costs.Length; k++)
        {
            var line = costs.Length == 1 ? costs[0] : costs[0] + (costs[^1] - costs[0]) * k / (costs.Length - 1);
            if (line - costs[k] > most * (1 + 1e-12))
                (best, most) = (k, line - costs[k]);
        }

        return best;
    }

    private static double[][] Fill(IReadOnlyList<double[]> rows, IReadOnlyList<bool> isCategorical, out double[] scales)
    {
        var filled = rows.Select(row => (double[])row.Clone()).ToArray();
        scales = new double[isCategorical.Count];
        for (var j = 0; j < scales.Length; j++)
        {
            if (isCategorical[j])
                continue;
            var present = filled.Select(row => row[j]).Where(double.IsFinite).ToList();
            var mean = present.Count == 0 ? 0 : present.Average();
            foreach (var row in filled)
                row[j] = double.IsFinite(row[j]) ? row[j] : mean;
            var deviation = Math.Sqrt(filled.Average(row => (row[j] - mean) * (row[j] - mean)));
            scales[j] = deviation > 0 ? 1 / deviation : 0;
        }

        return filled;
    }

    private static (IReadOnlyList<double[]> Centres, double Cost) Run(double[][] rows, IReadOnlyList<bool> isCategorical, double[] scales, int clusters, ulong seed)
    {
        var centres = First(rows, isCategorical, scales, clusters, seed);
        var member = new int[rows.Length];
        var cost = double.PositiveInfinity;
        for (var round = 0; round < MostRounds; round++)
        {
            var sum = 0.0;
            for (var i = 0; i < rows.Length; i++)
            {
                var nearest = double.PositiveInfinity;
                for (var c = 0; c < centres.Count; c++)
                    if (Distance(rows[i], centres[c], isCategorical, scales) is var distance && distance < nearest)
                        (nearest, member[i]) = (distance, c);
                sum += nearest;
            }

            if (!(sum < cost * (1 - 1e-12)))
                break;
            cost = sum;
            for (var c = 0; c < centres.Count; c++)
                centres[c] = Centre(rows, member, c, centres[c], isCategorical);
        }

        return (centres, cost);
    }

    private static List<double[]> First(double[][] rows, IReadOnlyList<bool> isCategorical, double[] scales, int clusters, ulong seed)
    {
        var random = new SplitMix64(seed);
        var centres = new List<double[]> { rows[random.Below(rows.Length)] };
        var nearest = rows.Select(row => Distance(row, centres[0], isCategorical, scales)).ToArray();
        while (centres.Count < clusters && nearest.Sum() is var total && total > 0)
        {
            var at = (random.Next() >> 11) * (1.0 / (1UL << 53)) * total;
            var chosen = Array.FindLastIndex(nearest, distance => distance > 0);
            for (var i = 0; i < rows.Length; i++)
                if (nearest[i] > 0 && (at -= nearest[i]) < 0)
                {
                    chosen = i;
                    break;
                }

            centres.Add(rows[chosen]);
            for (var i = 0; i < rows.Length; i++)
                nearest[i] = Math.Min(nearest[i], Distance(rows[i], rows[chosen], isCategorical, scales));
        }

        return centres;
    }

    private static double[] Centre(double[][] rows, int[] member, int cluster, double[] before, IReadOnlyList<bool> isCategorical)
    {
        var own = rows.Where((_, i) => member[i] == cluster).ToList();
        if (own.Count == 0)
            return before;
        return [.. isCategorical.Select((isCode, j) => isCode ? own.CountBy(row => row[j]).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).First().Key : own.Average(row => row[j]))];
    }

    private static double Distance(double[] a, double[] b, IReadOnlyList<bool> isCategorical, double[] scales)
    {
        var sum = 0.0;
        for (var j = 0; j < a.Length; j++)
        {
            var gap = (a[j] - b[j]) * scales[j];
            sum += isCategorical[j] ? a[j].Equals(b[j]) ? 0 : CategoryWeight : gap * gap;
        }

        return sum;
    }
}
