namespace Praxis.Learning.Numerics;

/// <summary>The error function, for the tails of the normal distribution.</summary>
internal static class ErrorFunction
{
    /// <summary>
    /// <c>erfc x = 2/√π ∫ exp(-t²) dt from x to ∞</c> for x ≥ 0, to about 1e-12 relative: below 2.5 by the series (M. Abramowitz and I. A. Stegun, 1964, 7.1.6), above by the
    /// continued fraction (7.1.14) from its tail inwards.
    /// </summary>
    public static double Complement(double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        if (x < 2.5)
        {
            double term = x, sum = x;
            for (var n = 1; Math.Abs(term) > 1e-18 * sum; n++)
                sum += term *= 2 * x * x / (2 * n + 1);
            return 1 - 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
        }

        var fraction = x;
        for (var n = 120; n > 0; n--)
            fraction = x + n / 2.0 / fraction;
        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * fraction);
    }
}
