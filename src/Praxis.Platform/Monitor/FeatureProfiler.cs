using System.Globalization;
using Praxis.Learning.Drift;

namespace Praxis.Platform.Monitor;

/// <summary>Counts the values of one column as they come.</summary>
/// <param name="name">The column.</param>
/// <param name="known">Values to count separately; null for none.</param>
internal sealed class FeatureProfiler(string name, IReadOnlySet<string>? known)
{
    private const double MostOfType = 0.95;
    private const int MostTexts = 1000;
    private const int MostDistinct = 1_000_000;

    private readonly HashSet<ulong> distinct = [];
    private readonly OrderedDictionary<string, long> texts = new(StringComparer.Ordinal);
    private readonly KllSketch sketch = new();
    private long present;
    private long missing;
    private long whole;
    private long numeric;
    private long hits;
    private double sum;
    private double lost;
    private double mean;
    private double squares;
    private double min = double.PositiveInfinity;
    private double max = double.NegativeInfinity;
    private bool hasMany;

    /// <summary>Adds a cell.</summary>
    public void Add(string? cell)
    {
        if (string.IsNullOrWhiteSpace(cell) || cell is "NaN" or "nan")
        {
            missing++;
            return;
        }

        present++;
        if (known?.Contains(cell) == true)
            hits++;
        if (distinct.Count < MostDistinct)
            distinct.Add(HashOf(cell));
        if (!hasMany)
            CountText(cell);
        if (!double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            return;
        numeric++;
        if (long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            whole++;
        AddNumber(number);
    }

    /// <summary>What was counted.</summary>
    public FeatureStatistics Result()
    {
        var type = present == 0 ? InferredType.Unknown : whole >= MostOfType * present ? InferredType.Integral : numeric >= MostOfType * present ? InferredType.Fractional : InferredType.String;
        return new FeatureStatistics
        {
            Name = name,
            Type = type,
            Present = present,
            Missing = missing,
            Whole = whole,
            Numeric = numeric,
            Distinct = hasMany ? distinct.Count : texts.Count,
            Numbers = type is InferredType.Integral or InferredType.Fractional ? new NumberDistribution(mean, sum + lost, Math.Sqrt(squares / numeric), min, max, sketch) : null,
            Texts = type == InferredType.String && !hasMany ? [.. texts] : null,
            Known = known is null ? null : hits,
        };
    }

    private void CountText(string cell)
    {
        if (texts.TryGetValue(cell, out var count))
            texts[cell] = count + 1;
        else if (texts.Count < MostTexts)
            texts.Add(cell, 1);
        else
        {
            hasMany = true;
            texts.Clear();
        }
    }

    // FNV-1a over the UTF-16 units (G. Fowler, L. C. Noll and K.-P. Vo); the same in every process.
    private static ulong HashOf(string text)
    {
        var hash = 14_695_981_039_346_656_037;
        foreach (var unit in text)
            hash = (hash ^ unit) * 1_099_511_628_211;
        return hash;
    }

    // Mean and squares by B. P. Welford (1962), the sum by A. Neumaier (1974).
    private void AddNumber(double number)
    {
        var total = sum + number;
        lost += Math.Abs(sum) >= Math.Abs(number) ? sum - total + number : number - total + sum;
        sum = total;
        var gap = number - mean;
        mean += gap / numeric;
        squares += gap * (number - mean);
        (min, max) = (Math.Min(min, number), Math.Max(max, number));
        sketch.Add(number);
    }
}
