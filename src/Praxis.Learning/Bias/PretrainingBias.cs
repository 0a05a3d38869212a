using Praxis.Contracts.Analyze;
using Praxis.Contracts.Evaluate;
using Praxis.Learning.Metrics;

namespace Praxis.Learning.Bias;

/// <summary>
/// Pre-training bias of a label over a facet; metrics as in Amazon's "Amazon AI Fairness and Explainability Whitepaper" (SageMaker Clarify,
/// "Measure Pre-training Bias"). d = the rows of a value, a = all other rows, those without a facet value included.
/// </summary>
public static class PretrainingBias
{
    /// <summary>The smallest difference in positive proportions that matters.</summary>
    public const double Matters = 0.05;

    /// <summary>
    /// <c>CI = (n_a-n_d)/(n_a+n_d)</c>; <c>DPL = q_a-q_d</c>; and over the outcomes positive and not, where both sides have the outcome and without
    /// renormalising: <c>KL = Σ Pa ln(Pa/Pd)</c>, <c>JS = ½(Σ Pa ln(Pa/M) + Σ Pd ln(Pd/M))</c> with <c>M = (Pa+Pd)/2</c>,
    /// <c>LP = √Σ(Pa-Pd)²</c>, <c>TVD = ½Σ|Pa-Pd|</c>, <c>KS = max|Pa-Pd|</c>.
    /// The answer rests on the interval of q_a-q_d (R. G. Newcombe, 1998, Stat. Med. 17, 873-890, method 10) at 95 % over all values together
    /// (Bonferroni): yes where a value's interval excludes 0 and |DPL| ≥ 0.05, about the largest such |DPL| (of two as large, as with two values, the
    /// one with fewer positives); no where all intervals lie within ±0.05; else cannot tell, about
    /// the value whose interval reaches farthest. Rows needed: <c>n_d = s_d / (w²/z² - s_a/n_a)</c>, s = q(1-q) at Wilson's centre and w = 0.05
    /// for |DPL| ≥ 0.05, else 0.05-|DPL| but at least 0.005; null where more rows of that value alone cannot reach it.
    /// </summary>
    /// <param name="label">The label's column.</param>
    /// <param name="positive">The good outcome.</param>
    /// <param name="facet">The facet's column.</param>
    /// <param name="counts">Rows by value, in order of first appearance.</param>
    /// <param name="missingFacetRows">Rows without a facet value.</param>
    /// <param name="missingFacetPositive">Of them, rows with the positive label.</param>
    public static BiasReport Compute(string label, string positive, string facet, IReadOnlyList<FacetCount> counts, long missingFacetRows, long missingFacetPositive)
    {
        ArgumentNullException.ThrowIfNull(counts);
        Check(missingFacetRows, missingFacetPositive);
        long rows = missingFacetRows, positives = missingFacetPositive;
        foreach (var count in counts)
        {
            Check(count.Rows, count.Positive);
            rows += count.Rows;
            positives += count.Positive;
        }

        var values = new FacetBias[counts.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var (value, n, q) = counts[i];
            values[i] = new FacetBias
            {
                Value = value,
                Rows = n,
                Positive = q,
                OtherRows = rows - n,
                OtherPositive = positives - q,
                Metrics = Metrics(rows - n, positives - q, n, q),
            };
        }

        var z = NormalQuantile.Upper(0.05 / (2 * Math.Max(1, values.Length)));
        for (var i = 0; i < values.Length; i++)
            values[i] = Judged(values[i], z);
        var (answer, worst, needed) = Judge(values, z);
        return new BiasReport { Label = label, Positive = positive, Facet = facet, Values = values, Answer = answer, WorstValue = worst, RowsNeeded = needed };
    }

    /// <summary>Newcombe's interval of q_a - q_d.</summary>
    internal static Interval Difference(long otherRows, long otherPositive, long rows, long positive, double z)
    {
        double a = (double)otherPositive / otherRows, d = (double)positive / rows;
        Interval wa = WilsonInterval.Of(otherPositive, otherRows, z), wd = WilsonInterval.Of(positive, rows, z);
        return new Interval(a - d - double.Hypot(a - wa.Low, wd.High - d), a - d + double.Hypot(wa.High - a, d - wd.Low));
    }

    /// <summary>All metrics of one side against the other, the conditional disparity among them; sorted by name.</summary>
    /// <param name="facet">The rows of the value.</param>
    /// <param name="others">All other rows, under the same name.</param>
    /// <param name="disparity">The conditional disparity, <c>CDDL</c>; null where it cannot be computed.</param>
    /// <param name="noDisparity">Why not.</param>
    internal static IReadOnlyList<BiasMetric> MetricsOf(FacetCount facet, FacetCount others, double? disparity, string? noDisparity)
    {
        Check(facet.Rows, facet.Positive);
        Check(others.Rows, others.Positive);
        return [
            Metric("CDDL", "Conditional Demographic Disparity in Labels (CDDL)", disparity ?? 0, disparity is null ? noDisparity ?? "It cannot be computed." : null),
            .. Metrics(others.Rows, others.Positive, facet.Rows, facet.Positive),
        ];
    }

    private static void Check(long rows, long positive)
    {
        if (rows < 0 || positive < 0 || positive > rows) throw new ArgumentException($"{positive} positive of {rows} rows cannot be.");
    }

    private static BiasMetric[] Metrics(long na, long pa, long nd, long pd)
    {
        var empty = nd == 0 ? "No row has this value." : na == 0 ? "All rows have this value: there is nothing to compare it with." : null;
        var values = BiasMeasures.Of(na, pa, nd, pd, out var isCommon);
        var apart = empty ?? (isCommon ? null : "The value and the other rows have no outcome in common.");
        return
        [
            Metric("CI", "Class Imbalance (CI)", values.Imbalance, empty),
            Metric("DPL", "Difference in Positive Proportions in Labels (DPL)", values.Difference, empty),
            Metric("JS", "Jensen-Shannon Divergence (JS)", values.JensenShannon, apart),
            Metric("KL", "Kullback-Liebler Divergence (KL)", values.KullbackLeibler, apart),
            Metric("KS", "Kolmogorov-Smirnov Distance (KS)", values.KolmogorovSmirnov, apart),
            Metric("LP", "L-p Norm (LP)", values.Norm, apart),
            Metric("TVD", "Total Variation Distance (TVD)", values.TotalVariation, apart),
        ];
    }

    private static BiasMetric Metric(string name, string description, double value, string? error) =>
        new(name, description, error is null ? value : null, error);

    private static FacetBias Judged(FacetBias value, double z)
    {
        if (value.Rows == 0 || value.OtherRows == 0)
            return value with { Answer = BiasAnswer.CannotTell, RowsNeeded = Needed(value, z) };
        var gap = Math.Abs((double)value.OtherPositive / value.OtherRows - (double)value.Positive / value.Rows);
        var (low, high) = Ends(Difference(value.OtherRows, value.OtherPositive, value.Rows, value.Positive, z));
        var answer = (low > 0 || high < 0) && gap >= Matters ? BiasAnswer.Yes : Math.Max(-low, high) <= Matters ? BiasAnswer.No : BiasAnswer.CannotTell;
        return value with { Answer = answer, RowsNeeded = answer == BiasAnswer.CannotTell ? Needed(value, z) : null, Low = low, High = high };
    }

    private static (BiasAnswer Answer, string? Worst, long? Needed) Judge(FacetBias[] values, double z)
    {
        if (values.Length == 0) return (BiasAnswer.CannotTell, null, null);
        FacetBias? worst = null, unclear = null;
        double largest = 0, farthest = Matters;
        foreach (var value in values)
        {
            double reach = 2;
            if (value.Rows > 0 && value.OtherRows > 0)
            {
                var difference = (double)value.OtherPositive / value.OtherRows - (double)value.Positive / value.Rows;
                var gap = Math.Abs(difference);
                var (low, high) = Ends(Difference(value.OtherRows, value.OtherPositive, value.Rows, value.Positive, z));
                if ((low > 0 || high < 0) && gap >= Matters && gap > largest - (difference > 0 ? 1e-12 : -1e-12)) (worst, largest) = (value, gap);
                reach = Math.Max(Math.Abs(low), Math.Abs(high));
            }

            if (reach > farthest) (unclear, farthest) = (value, reach);
        }

        if (worst is not null) return (BiasAnswer.Yes, worst.Value, null);
        return unclear is null ? (BiasAnswer.No, null, null) : (BiasAnswer.CannotTell, unclear.Value, Needed(unclear, z));
    }

    private static (double Low, double High) Ends(Interval interval) => (interval.Low, interval.High);

    private static long? Needed(FacetBias value, double z)
    {
        if (value.OtherRows == 0) return null;
        var z2 = z * z;
        var a = (value.OtherPositive + z2 / 2) / (value.OtherRows + z2);
        var d = value.Rows == 0 ? a : (value.Positive + z2 / 2) / (value.Rows + z2);
        var gap = value.Rows == 0 ? 0 : Math.Abs((double)value.OtherPositive / value.OtherRows - (double)value.Positive / value.Rows);
        var width = gap >= Matters ? Matters : Math.Max(Matters - gap, Matters / 10);
        var room = width * width / z2 - a * (1 - a) / value.OtherRows;
        if (room <= 0) return null;
        var total = d * (1 - d) / room;
        return total > 1e15 ? null : Math.Max(1, (long)Math.Ceiling(total) - value.Rows);
    }
}
