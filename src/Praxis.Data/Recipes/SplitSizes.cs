namespace Praxis.Data.Recipes;

/// <summary>How many rows of each stratum go to each part.</summary>
internal static class SplitSizes
{
    /// <summary>Sizes by stratum and part; each stratum's sum to its rows.</summary>
    public static long[][] Of(long[] strata, double[] shares)
    {
        var parts = Totals(strata.Sum(), shares);
        var left = strata.ToArray();
        var sizes = strata.Select(_ => new long[shares.Length]).ToArray();

        // From the last part on, as what is held out is dealt first.
        for (var part = shares.Length - 1; part > 0; part--)
        {
            var dealt = Deal(parts[part], left);
            for (var i = 0; i < strata.Length; i++)
            {
                sizes[i][part] = dealt[i];
                left[i] -= dealt[i];
            }
        }

        for (var i = 0; i < strata.Length; i++)
            sizes[i][0] = left[i];
        return AreFair(sizes, strata, parts) ? sizes : ControlledRounding.Of(strata, parts);
    }

    // Dealing part by part adds its roundings up; in one table of a hundred a stratum ends a row and more from its share.
    private static bool AreFair(long[][] sizes, long[] strata, long[] parts)
    {
        decimal all = strata.Sum();
        return sizes.Index().All(stratum => stratum.Item.Index().All(part => Math.Abs(part.Item * all - (decimal)strata[stratum.Index] * parts[part.Index]) < all || all == 0));
    }

    /// <summary>The parts' sizes in scikit-learn's way of holding out again and again: 1 - share is held out, rounded up, and cut again by what the later parts have of it.</summary>
    internal static long[] Totals(long rows, double[] shares)
    {
        var totals = new long[shares.Length];
        var (left, rest) = (rows, 1.0);
        for (var part = 0; part < shares.Length - 1; part++)
        {
            var later = part == 0 ? 1 - shares[0] : shares.Skip(part + 1).Sum();
            var held = Math.Min(left, (long)Math.Ceiling(later / rest * left));
            totals[part] = left - held;
            (left, rest) = (held, later);
        }

        totals[^1] = left;
        return totals;
    }

    // By largest remainder, the first of equal ones first.
    private static long[] Deal(long rows, long[] strata)
    {
        var all = strata.Sum();
        if (all == 0)
            return new long[strata.Length];
        var exact = strata.Select(own => (decimal)rows * own / all).ToArray();
        var dealt = exact.Select(own => (long)Math.Floor(own)).ToArray();
        foreach (var i in Enumerable.Range(0, strata.Length).OrderByDescending(i => exact[i] - dealt[i]).Where(i => dealt[i] < strata[i]).Take((int)(rows - dealt.Sum())).ToList())
            dealt[i]++;
        return dealt;
    }
}
