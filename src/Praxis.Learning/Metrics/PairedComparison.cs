using Praxis.Contracts.Evaluate;
using Praxis.Learning.Numerics;

namespace Praxis.Learning.Metrics;

/// <summary>Compares two classifiers on the same rows.</summary>
public static class PairedComparison
{
    /// <summary>
    /// Exact two-sided McNemar test (Q. McNemar, 1947, Psychometrika 12, 153-157): with b and c the rows that only one of the two has right,
    /// <c>p = min(1, 2 Σ C(b+c, i) / 2^(b+c), i = 0 … min(b, c))</c>; 1 where they never differ.
    /// </summary>
    /// <param name="aRight">Whether the first is right, by row.</param>
    /// <param name="bRight">Whether the second is right, by row.</param>
    public static double McNemar(ReadOnlySpan<bool> aRight, ReadOnlySpan<bool> bRight) => McNemarTest(aRight, bRight).Exact;

    /// <summary>All variants of the test; see <see cref="McNemarTest(long, long)"/>.</summary>
    /// <param name="aRight">Whether the first is right, by row.</param>
    /// <param name="bRight">Whether the second is right, by row.</param>
    public static McNemarTest McNemarTest(ReadOnlySpan<bool> aRight, ReadOnlySpan<bool> bRight)
    {
        if (aRight.Length != bRight.Length) throw new ArgumentException("Both need the same rows.", nameof(bRight));
        long onlyA = 0, onlyB = 0;
        for (var i = 0; i < aRight.Length; i++)
        {
            if (aRight[i] && !bRight[i]) onlyA++;
            if (bRight[i] && !aRight[i]) onlyB++;
        }

        return McNemarTest(onlyA, onlyB);
    }

    /// <summary>
    /// The test from its counts: exact; mid-p, <c>exact - P(X = min(b, c))</c> (M. W. Fagerland, S. Lydersen and P. Laake, 2013, BMC Medical Research
    /// Methodology 13:91, who recommend it); χ² without and with the continuity correction of A. L. Edwards (1948). All 1 where the two never differ.
    /// </summary>
    /// <param name="onlyFirst">Rows that only the first has right.</param>
    /// <param name="onlySecond">Rows that only the second has right.</param>
    public static McNemarTest McNemarTest(long onlyFirst, long onlySecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(onlyFirst);
        ArgumentOutOfRangeException.ThrowIfNegative(onlySecond);
        long n = onlyFirst + onlySecond, least = Math.Min(onlyFirst, onlySecond);
        if (n == 0) return new McNemarTest(0, 0, 1, 1, 1, 1);

        // Relative to the last, largest term, so that nothing overflows: Σ = C(n, least)/2^n (1 + …).
        var log = -n * Math.Log(2);
        for (long i = 1; i <= least; i++) log += Math.Log((double)(n - i + 1) / i);
        double sum = 1, term = 1;
        for (var i = least; i > 0 && term > 1e-18; i--) sum += term *= (double)i / (n - i + 1);
        var own = Math.Exp(log);
        var tails = 2 * own * sum;
        var gap = Math.Abs(onlyFirst - onlySecond);
        return new McNemarTest(
            onlyFirst,
            onlySecond,
            gap == 0 ? 1 : Math.Min(1, tails),
            gap == 0 ? 1 - own / 2 : tails - own,
            ErrorFunction.Complement(gap / Math.Sqrt(2.0 * n)),
            ErrorFunction.Complement(Math.Max(gap - 1, 0) / Math.Sqrt(2.0 * n)));
    }
}
