using Praxis.Learning.Numerics;

namespace Praxis.Learning.Explain;

/// <summary>
/// Shapley values as a weighted least-squares fit over coalitions (S. M. Lundberg and S.-I. Lee, 2017, "A unified approach to interpreting
/// model predictions", theorem 2), with weights <c>(M-1)/(C(M,s) s (M-s))</c> and the constraints φ_0 = v(∅), Σφ = v(all) - v(∅).
/// </summary>
public static class KernelShap
{
    /// <summary>
    /// Explains within a budget of coalitions. Where all of them fit, they are all asked and the values are exact. Otherwise coalition sizes are
    /// asked whole from outside in (1 with M-1, 2 with M-2, …) while the budget holds; what remains of it is drawn by weight, each coalition with
    /// its complement (I. Covert and S.-I. Lee, 2021, "Improving KernelSHAP", section 3.2).
    /// </summary>
    /// <param name="coalitions">What is explained; at least one feature.</param>
    /// <param name="budget">The most coalitions asked beside the empty and the full one; at least 2 M are asked.</param>
    /// <param name="seed">Seed of the drawing.</param>
    public static Attribution Explain(ICoalitions coalitions, int budget, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(coalitions);
        var features = coalitions.Features;
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        if (features <= ShapleyValues.MostFeatures && (1L << features) - 2 <= budget)
            return ShapleyValues.Exact(coalitions);
        var fit = new ConstrainedFit(coalitions);
        var random = new SplitMix64(seed);
        var sizes = (features - 1) / 2 + (features % 2 == 0 ? 1 : 0);
        var weights = Enumerable.Range(1, sizes).Select(size => (features - 1.0) / (size * (double)(features - size)) * (2 * size == features ? 1 : 2)).ToArray();
        long left = Math.Max(budget, 2 * features);
        var whole = 1;
        for (; whole <= sizes && Count(features, whole) <= left; whole++)
        {
            left -= (long)Count(features, whole);
            foreach (var set in Sets(features, whole))
                fit.Add(set, weights[whole - 1] / Count(features, whole), withComplement: 2 * whole != features);
        }

        if (whole <= sizes && left >= 2)
            Draw(fit, features, whole, weights, left / 2, random);
        return fit.Solve();
    }

    // Coalitions of a size together with those of the opposite size.
    private static double Count(int features, int size)
    {
        var choose = 1.0;
        for (var i = 0; i < size; i++)
            choose = choose * (features - i) / (i + 1);
        return 2 * size == features ? choose : 2 * choose;
    }

    private static IEnumerable<bool[]> Sets(int features, int size)
    {
        var chosen = Enumerable.Range(0, size).ToArray();
        while (true)
        {
            var set = new bool[features];
            foreach (var i in chosen)
                set[i] = true;
            yield return set;
            var at = size - 1;
            while (at >= 0 && chosen[at] == features - size + at)
                at--;
            if (at < 0)
                yield break;
            chosen[at]++;
            for (var i = at + 1; i < size; i++)
                chosen[i] = chosen[i - 1] + 1;
        }
    }

    // Each draw is a pair; a pair that comes again weighs more and is asked once. Sizes get their share of the pairs by quota, not by chance.
    private static void Draw(ConstrainedFit fit, int features, int first, double[] weights, long pairs, SplitMix64 random)
    {
        var total = weights[(first - 1)..].Sum();
        var drawn = new Dictionary<string, (bool[] Set, int Times)>(StringComparer.Ordinal);
        var order = Enumerable.Range(0, features).ToArray();
        var used = new long[weights.Length];
        for (long draw = 0, tries = 0; drawn.Count < pairs && tries < 20 * pairs; tries++)
        {
            draw++;
            var size = first;
            var most = double.NegativeInfinity;
            for (var candidate = first; candidate <= weights.Length; candidate++)
                if (weights[candidate - 1] / total * draw - used[candidate - 1] is var due && due > most)
                    (size, most) = (candidate, due);
            used[size - 1]++;
            var set = new bool[features];
            for (var i = 0; i < size; i++)
            {
                var other = i + random.Below(features - i);
                (order[i], order[other]) = (order[other], order[i]);
                set[order[i]] = true;
            }

            var key = string.Concat(set.Select(inside => inside ? '1' : '0'));
            drawn[key] = (set, drawn.TryGetValue(key, out var known) ? known.Times + 1 : 1);
        }

        double draws = drawn.Values.Sum(pair => pair.Times);
        foreach (var (set, times) in drawn.Values)
            fit.Add(set, total * times / draws / 2, withComplement: true);
    }
}
