namespace Praxis.Learning.Drift;

/// <summary>Whether what a model looks at has changed.</summary>
public static class AttributionRanking
{
    /// <summary>
    /// Normalised discounted cumulative gain of the live order of features by the baseline's scores a (K. Järvelin and J. Kekäläinen, 2002, "Cumulated gain-based evaluation of IR techniques"):
    /// <c>[sum a(f'_i) / log2(i + 1)] / [sum a(f_i) / log2(i + 1)]</c>, F ordered by baseline and F' by live score, greatest first; 1 is the same order. Scores count by their size, ties by name,
    /// a feature that a side does not have is 0 there. 1 where the baseline has no score above 0.
    /// </summary>
    public static double Gain(IReadOnlyDictionary<string, double> baseline, IReadOnlyDictionary<string, double> live)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(live);
        var features = baseline.Keys.Union(live.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        double Discounted(IReadOnlyDictionary<string, double> order) => features
            .OrderByDescending(feature => Math.Abs(order.GetValueOrDefault(feature)))
            .Select((feature, i) => Math.Abs(baseline.GetValueOrDefault(feature)) / Math.Log2(i + 2))
            .Sum();
        var ideal = Discounted(baseline);
        return ideal > 0 ? Discounted(live) / ideal : 1;
    }
}
