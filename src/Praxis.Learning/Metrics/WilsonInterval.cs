using Praxis.Contracts.Evaluate;

namespace Praxis.Learning.Metrics;

/// <summary>The score interval of a proportion (E. B. Wilson, 1927, J. Am. Stat. Assoc. 22, 209-212).</summary>
public static class WilsonInterval
{
    /// <summary>The standard normal's 97.5 % quantile, for a two-sided 95 % interval.</summary>
    public const double Z95 = 1.959963984540054;

    /// <summary><c>(p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)</c>; 0 to 1 for no rows.</summary>
    /// <param name="successes">Rows that count.</param>
    /// <param name="rows">All rows.</param>
    /// <param name="z">Normal quantile of the level.</param>
    public static Interval Of(long successes, long rows, double z = Z95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, rows);
        if (rows == 0) return new Interval(0, 1);
        double n = rows, p = successes / n, z2 = z * z;
        var middle = (p + z2 / (2 * n)) / (1 + z2 / n);
        var half = z * Math.Sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n);
        return new Interval(
            successes == 0 ? 0 : Math.Clamp(middle - half, 0, p),
            successes == rows ? 1 : Math.Clamp(middle + half, p, 1));
    }
}
