namespace Praxis.Data.Tables;

/// <summary>How many words the texts have.</summary>
public sealed class WordStatistics
{
    /// <summary>Computes them.</summary>
    /// <param name="values">How many texts have how many words: words and texts, the fewest words first.</param>
    public WordStatistics(IReadOnlyList<KeyValuePair<long, long>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Values = values;
        Count = values.Sum(v => v.Value);
        if (Count == 0)
            return;
        Mean = values.Sum(v => (double)v.Key * v.Value) / Count;
        Std = Count < 2 ? 0 : Math.Sqrt(values.Sum(v => v.Value * (v.Key - Mean) * (v.Key - Mean)) / (Count - 1));
        (Min, Max) = (values[0].Key, values[^1].Key);
        Deciles = [.. Enumerable.Range(1, 10).Select(d => Quantile(d / 10.0))];
    }

    /// <summary>How many texts have how many words: words and texts, the fewest words first.</summary>
    public IReadOnlyList<KeyValuePair<long, long>> Values { get; }

    /// <summary>Texts.</summary>
    public long Count { get; }

    /// <summary>Mean words of a text.</summary>
    public double Mean { get; }

    /// <summary>Standard deviation, divided by n − 1.</summary>
    public double Std { get; }

    /// <summary>Fewest words.</summary>
    public long Min { get; }

    /// <summary>Most words.</summary>
    public long Max { get; }

    /// <summary>10 %, 20 %, … 100 %, interpolated linearly at p·(n − 1); empty without texts.</summary>
    public IReadOnlyList<double> Deciles { get; } = [];

    /// <summary>Texts per bin of equal width; the last bin holds its upper end, what lies outside is left out.</summary>
    public IReadOnlyList<long> Histogram(int bins, double lo, double hi)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(hi, lo);
        var counts = new long[bins];
        foreach (var (words, rows) in Values.Where(v => v.Key >= lo && v.Key <= hi))
            counts[Math.Min(bins - 1, (int)((words - lo) * bins / (hi - lo)))] += rows;
        return counts;
    }

    private double Quantile(double p)
    {
        var at = p * (Count - 1);
        var below = (long)Math.Floor(at);
        var low = At(below);
        return low + ((at - below) * (At(Math.Min(below + 1, Count - 1)) - low));
    }

    private long At(long index)
    {
        foreach (var (words, rows) in Values)
        {
            if (index < rows)
                return words;
            index -= rows;
        }

        return Max;
    }
}
