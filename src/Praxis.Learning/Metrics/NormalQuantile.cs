namespace Praxis.Learning.Metrics;

/// <summary>The standard normal's quantile (P. J. Acklam's rational approximation; relative error below 1.2e-9).</summary>
internal static class NormalQuantile
{
    /// <summary>x with P(X ≤ x) = <c>1 - tail</c>, for a tail in (0, 0.5].</summary>
    public static double Upper(double tail)
    {
        if (!(tail is > 0 and <= 0.5)) throw new ArgumentOutOfRangeException(nameof(tail));
        if (tail < 0.02425)
        {
            var q = Math.Sqrt(-2 * Math.Log(tail));
            return -(((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838) * q - 2.549732539343734) * q + 4.374664141464968) * q + 2.938163982698783)
                / ((((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1);
        }

        var c = 0.5 - tail;
        var r = c * c;
        return (((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r + 1.383577518672690e+02) * r - 3.066479806614716e+01) * r + 2.506628277459239) * c
            / (((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r + 6.680131188771972e+01) * r - 1.328068155288572e+01) * r + 1);
    }
}
