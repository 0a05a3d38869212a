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
    public static double McNemar(ReadOnlySpan<bool> aRight, ReadOnlySpan<bool> bRight)
    {
        if (aRight.Length != bRight.Length) throw new ArgumentException("Both need the same rows.", nameof(bRight));
        long onlyA = 0, onlyB = 0;
        for (var i = 0; i < aRight.Length; i++)
        {
            if (aRight[i] && !bRight[i]) onlyA++;
            if (bRight[i] && !aRight[i]) onlyB++;
        }

        long n = onlyA + onlyB, least = Math.Min(onlyA, onlyB);
        if (onlyA == onlyB) return 1;

        // Relative to the last, largest term, so that nothing overflows: Σ = C(n, least)/2^n (1 + …).
        var log = -n * Math.Log(2);
        for (long i = 1; i <= least; i++) log += Math.Log((double)(n - i + 1) / i);
        double sum = 1, term = 1;
        for (var i = least; i > 0 && term > 1e-18; i--) sum += term *= (double)i / (n - i + 1);
        return Math.Min(1, 2 * Math.Exp(log) * sum);
    }
}
