namespace Praxis.Learning.Bias;

/// <summary>The numbers of <see cref="PretrainingBias"/> for one value beside all other rows.</summary>
internal readonly record struct BiasMeasures(double Imbalance, double Difference, double JensenShannon, double KullbackLeibler, double KolmogorovSmirnov, double Norm, double TotalVariation)
{
    /// <summary>Computes them.</summary>
    /// <param name="na">All other rows.</param>
    /// <param name="pa">Of them, positive.</param>
    /// <param name="nd">Rows of the value.</param>
    /// <param name="pd">Of them, positive.</param>
    /// <param name="isCommon">Whether some outcome occurs on both sides; the divergences are defined only then.</param>
    public static BiasMeasures Of(long na, long pa, long nd, long pd, out bool isCommon)
    {
        double qa = (double)pa / na, qd = (double)pd / nd;
        double kl = 0, js = 0, squares = 0, absolute = 0, most = 0;
        var common = 0;
        void Add(long ca, long cd)
        {
            if (ca == 0 || cd == 0)
                return;
            common++;
            double a = (double)ca / na, d = (double)cd / nd, m = (a + d) / 2, gap = Math.Abs(a - d);
            kl += a * Math.Log(a / d);
            js += (a * Math.Log(a / m) + d * Math.Log(d / m)) / 2;
            squares += gap * gap;
            absolute += gap;
            most = Math.Max(most, gap);
        }

        Add(pa, pd);
        Add(na - pa, nd - pd);
        isCommon = common > 0;
        return new BiasMeasures((double)(na - nd) / (na + nd), qa - qd, js, kl, most, Math.Sqrt(squares), absolute / 2);
    }
}
