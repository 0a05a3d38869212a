namespace Praxis.Learning.Drift;

/// <summary>How far two distributions are apart: the largest difference, L-infinity, as Amazon's Deequ has it.</summary>
public static class DistributionDistance
{
    private const double Allowance = 1.8;

    /// <summary>Of numbers: <c>max |F(z) - G(z)|</c>, the statistic of Kolmogorov and Smirnov; 0 where a side is empty.</summary>
    /// <param name="first">Numbers in order, each with how often it comes.</param>
    /// <param name="second">The same of the other side.</param>
    public static double OfNumbers(IReadOnlyList<(double Value, long Weight)> first, IReadOnlyList<(double Value, long Weight)> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        double n = first.Sum(item => item.Weight), m = second.Sum(item => item.Weight);
        if (n == 0 || m == 0)
            return 0;
        var (i, j, most) = (0, 0, 0.0);
        long below = 0, other = 0;
        while (i < first.Count && j < second.Count)
        {
            var value = Math.Min(first[i].Value, second[j].Value);
            for (; i < first.Count && first[i].Value <= value; i++)
                below += first[i].Weight;
            for (; j < second.Count && second[j].Value <= value; j++)
                other += second[j].Weight;
            most = Math.Max(most, Math.Abs(below / n - other / m));
        }

        return most;
    }

    /// <summary>Of categories: <c>max |p - q|</c> over all that either side has; 0 where a side is empty.</summary>
    public static double OfCategories(IReadOnlyDictionary<string, long> first, IReadOnlyDictionary<string, long> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        double n = first.Values.Sum(), m = second.Values.Sum();
        return n == 0 || m == 0 ? 0 : first.Keys.Union(second.Keys, StringComparer.Ordinal).Max(key => Math.Abs(first.GetValueOrDefault(key) / n - second.GetValueOrDefault(key) / m));
    }

    /// <summary>The distance less what samples of these sizes differ by chance: <c>max(0, L - 1.8 sqrt((n + m) / (n m)))</c>.</summary>
    public static double Robust(double distance, long n, long m) => n == 0 || m == 0 ? 0 : Math.Max(0, distance - Allowance * Math.Sqrt((n + (double)m) / ((double)n * m)));
}
