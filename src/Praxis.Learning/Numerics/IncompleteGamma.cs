namespace Praxis.Learning.Numerics;

/// <summary>The regularised incomplete gamma function.</summary>
internal static class IncompleteGamma
{
    private const int MostTerms = 10_000;
    private const double Tiny = 1e-300;

    /// <summary>
    /// The upper part, <c>Q(a, x) = Γ(a, x) / Γ(a)</c>: by its series below a + 1, by Lentz's continued fraction above (W. H. Press et al., 2007, "Numerical Recipes", section 6.2). With a = k/2 and x = s/2 the probability
    /// that chi-square of k degrees of freedom is at least s.
    /// </summary>
    public static double Upper(double a, double x)
    {
        if (x <= 0)
            return 1;
        var scale = Math.Exp(-x + a * Math.Log(x) - LogGamma(a));
        if (x < a + 1)
        {
            var (term, sum) = (1 / a, 1 / a);
            for (var n = 1; n < MostTerms && Math.Abs(term) > Math.Abs(sum) * 1e-17; n++)
                sum += term *= x / (a + n);
            return 1 - sum * scale;
        }

        var b = x + 1 - a;
        var (c, d) = (1 / Tiny, 1 / b);
        var fraction = d;
        for (var i = 1; i < MostTerms; i++)
        {
            var next = -i * (i - a);
            b += 2;
            d = next * d + b;
            d = 1 / (Math.Abs(d) < Tiny ? Tiny : d);
            c = b + next / c;
            c = Math.Abs(c) < Tiny ? Tiny : c;
            fraction *= d * c;
            if (Math.Abs(d * c - 1) < 1e-16)
                break;
        }

        return scale * fraction;
    }

    // C. Lanczos, 1964, with the nine coefficients of P. Godfrey (2001); relative error below 1e-14 for a > 0.
    private static double LogGamma(double a)
    {
        ReadOnlySpan<double> coefficients =
        [
            0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
        ];
        if (a < 0.5)
            return Math.Log(Math.PI / Math.Sin(Math.PI * a)) - LogGamma(1 - a);
        var sum = coefficients[0];
        for (var i = 1; i < coefficients.Length; i++)
            sum += coefficients[i] / (a - 1 + i);
        var t = a + 6.5;
        return 0.5 * Math.Log(2 * Math.PI) + (a - 0.5) * Math.Log(t) - t + Math.Log(sum);
    }
}
