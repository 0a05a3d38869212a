namespace Praxis.Learning.Bias;

/// <summary>Demographic disparity within the strata of a group variable (S. Wachter, B. Mittelstadt and C. Russell, 2020, "Why fairness cannot be automated", section VI).</summary>
public static class ConditionalDisparity
{
    /// <summary>
    /// <c>(1/n) Σ_g n_g (D_g - A_g)</c>, D_g the facet's share of the rows of stratum g that are not positive, A_g of those that are; a share of no rows
    /// counts 0. -1 to 1; null where no row at all is positive, or all are.
    /// </summary>
    public static double? Compute(IReadOnlyList<StratumCount> strata)
    {
        ArgumentNullException.ThrowIfNull(strata);
        long rows = 0, positive = 0;
        double sum = 0;
        foreach (var stratum in strata)
        {
            rows += stratum.Rows;
            positive += stratum.FacetPositive + stratum.OtherPositive;
            sum += stratum.Rows * (Share(stratum.FacetNegative, stratum.OtherNegative) - Share(stratum.FacetPositive, stratum.OtherPositive));
        }

        return positive == 0 || positive == rows ? null : sum / rows;
    }

    private static double Share(long part, long rest) => part == 0 ? 0 : (double)part / (part + rest);
}
