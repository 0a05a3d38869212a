using System.Numerics;

namespace Praxis.Data.Recipes;

/// <summary>
/// Draws new rows of a class between rows of it and their nearest neighbours (N. V. Chawla and others, 2002, "SMOTE: Synthetic Minority Over-sampling Technique", section 4.2):
/// x + u (x' - x) with u from [0, 1). Every row is drawn from equally often; a neighbour and u come from seed and place alone. Nearness is Euclidean over the columns as they
/// are, so that they belong on one scale; of equally near rows the first comes first.
/// </summary>
internal static class Smote
{
    /// <summary>The places of the two rows that each new row lies between, and u.</summary>
    /// <param name="rows">The class's rows, <c>[rows, columns]</c>, row-major; two or more.</param>
    /// <param name="columns">Columns of each.</param>
    /// <param name="count">How many new rows.</param>
    /// <param name="neighbours">Of how many nearest rows one is drawn.</param>
    /// <param name="seed">Decides what is drawn.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static IReadOnlyList<(int From, int To, double Share)> Draw(double[] rows, int columns, long count, int neighbours, ulong seed, CancellationToken cancellationToken)
    {
        var all = rows.Length / Math.Max(1, columns);
        var k = Math.Min(neighbours, all - 1);
        var drawn = new List<(int, int, double)>();
        var nearest = new Dictionary<int, int[]>();
        for (long i = 0; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var from = (int)(i % all);
            if (!nearest.TryGetValue(from, out var near))
                nearest[from] = near = Nearest(rows, columns, from, k);
            var (first, second) = (Mix(seed + 2 * (ulong)i), Mix(seed + 2 * (ulong)i + 1));
            drawn.Add((from, near[(int)(first % (ulong)k)], (second >> 11) * (1.0 / (1UL << 53))));
        }

        return drawn;
    }

    /// <summary>The places of the rows that are nearest to one, nearest first.</summary>
    internal static int[] Nearest(double[] rows, int columns, int from, int k)
    {
        var best = new PriorityQueue<int, (double Distance, int Place)>(Comparer<(double Distance, int Place)>.Create((a, b) => b.CompareTo(a)));
        var own = rows.AsSpan(from * columns, columns);
        for (int place = 0, at = 0; at < rows.Length; place++, at += columns)
        {
            if (place == from)
                continue;
            var key = (Distance(own, rows.AsSpan(at, columns)), place);
            if (best.Count < k)
                best.Enqueue(place, key);
            else if (best.TryPeek(out _, out var worst) && key.CompareTo(worst) < 0)
                best.EnqueueDequeue(place, key);
        }

        var nearest = new int[best.Count];
        for (var i = nearest.Length - 1; i >= 0; i--)
            nearest[i] = best.Dequeue();
        return nearest;
    }

    private static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (sum, i) = (0.0, 0);
        for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var difference = new Vector<double>(a[i..]) - new Vector<double>(b[i..]);
            sum += Vector.Sum(difference * difference);
        }

        for (; i < a.Length; i++)
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }

    // SplitMix64.
    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
