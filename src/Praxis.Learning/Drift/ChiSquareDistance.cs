using Praxis.Learning.Numerics;

namespace Praxis.Learning.Drift;

/// <summary>Pearson's chi-square of categories against a baseline, as Amazon's Deequ has it.</summary>
public static class ChiSquareDistance
{
    private const double FewestOfMany = 5;
    private const double FewestOfTwo = 10;
    private const double MostShareOfFew = 0.2;

    /// <summary>
    /// The statistic, and the probability of one at least as large. Expected are the baseline's shares of the rows in categories that both have; while too many expected counts are small (of two
    /// categories one below 10, of more than two over 20 % below 5) the smallest is joined to the next. NaN where fewer than two categories are left; categories that only the sample has do not count.
    /// </summary>
    public static (double Statistic, double Probability) Of(IReadOnlyDictionary<string, long> sample, IReadOnlyDictionary<string, long> baseline)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(baseline);
        double shared = sample.Where(count => baseline.ContainsKey(count.Key)).Sum(count => count.Value), total = baseline.Values.Sum();
        var cells = baseline.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => (Expected: count.Value / total * shared, Observed: (double)sample.GetValueOrDefault(count.Key))).ToList();
        while (cells.Count >= 2)
        {
            cells.Sort((a, b) => a.Expected.CompareTo(b.Expected));
            if (cells.Count == 2 ? cells[0].Expected >= FewestOfTwo : cells.Count(cell => cell.Expected < FewestOfMany) <= MostShareOfFew * cells.Count)
                break;
            cells[1] = (cells[0].Expected + cells[1].Expected, cells[0].Observed + cells[1].Observed);
            cells.RemoveAt(0);
        }

        if (cells.Count < 2)
            return (double.NaN, double.NaN);
        var statistic = cells.Sum(cell => (cell.Observed - cell.Expected) * (cell.Observed - cell.Expected) / cell.Expected);
        return (statistic, IncompleteGamma.Upper((cells.Count - 1) / 2.0, statistic / 2));
    }
}
