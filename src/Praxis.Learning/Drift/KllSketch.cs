using Praxis.Learning.Numerics;

namespace Praxis.Learning.Drift;

/// <summary>
/// A sketch of many numbers from which ranks are told (Z. Karnin, K. Lang and E. Liberty, 2016, "Optimal quantile approximation in streams"): levels of items, an item of level h stands for 2^h numbers.
/// A level h of H holds <c>2 (ceil(k c^(H-1-h) / 2) + 1)</c> items; what is more is sorted, every second item moves up, beginning at a drawn 0 or 1. Up to that many numbers ranks are exact.
/// </summary>
public sealed class KllSketch
{
    /// <summary>The usual size, as Amazon's Model Monitor has it.</summary>
    public const double UsualSize = 2048;

    /// <summary>The usual shrinking of lower levels.</summary>
    public const double UsualShrinking = 0.64;

    private readonly List<List<double>> levels = [[]];
    private readonly SplitMix64 random;

    /// <summary>An empty sketch.</summary>
    /// <param name="size">k: the greater, the nearer; the error of a rank is about 1.7 / k.</param>
    /// <param name="shrinking">c, between 0.5 and 1: how much smaller each lower level is.</param>
    /// <param name="seed">Seed of the drawing.</param>
    public KllSketch(double size = UsualSize, double shrinking = UsualShrinking, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        if (!(shrinking > 0.5 && shrinking < 1))
            throw new ArgumentOutOfRangeException(nameof(shrinking), shrinking, "between 0.5 and 1");
        (Size, Shrinking, random) = (size, shrinking, new SplitMix64(seed));
    }

    /// <summary>k.</summary>
    public double Size { get; }

    /// <summary>c.</summary>
    public double Shrinking { get; }

    /// <summary>The items by level; those of level h stand for 2^h numbers each.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Levels => levels;

    /// <summary>How many numbers the items stand for.</summary>
    public long Count => levels.Select((level, h) => (long)level.Count << h).Sum();

    /// <summary>The sketch whose items are known, such as those of a file.</summary>
    public static KllSketch Of(IEnumerable<IEnumerable<double>> levels, double size = UsualSize, double shrinking = UsualShrinking, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(levels);
        var sketch = new KllSketch(size, shrinking, seed);
        sketch.levels.Clear();
        sketch.levels.AddRange(levels.Select(level => level.ToList()));
        if (sketch.levels.Count == 0)
            sketch.levels.Add([]);
        return sketch;
    }

    /// <summary>Adds a number; NaN is refused, for it has no rank.</summary>
    public void Add(double value)
    {
        if (double.IsNaN(value))
            throw new ArgumentException("A number without a rank.", nameof(value));
        levels[0].Add(value);
        for (var h = 0; h < levels.Count && levels[h].Count >= Capacity(h); h++)
            Compact(h);
    }

    /// <summary>How many numbers are below a value, or not above it.</summary>
    public long Rank(double value, bool isInclusive) =>
        levels.Select((level, h) => (long)level.Count(item => item < value || (isInclusive && item == value)) << h).Sum();

    /// <summary>The items in order, each with how many numbers it stands for.</summary>
    public IReadOnlyList<(double Value, long Weight)> Weighted() =>
        [.. levels.SelectMany((level, h) => level.Select(item => (Value: item, Weight: 1L << h))).OrderBy(item => item.Value)];

    private int Capacity(int level) => 2 * ((int)Math.Ceiling(Size * Math.Pow(Shrinking, levels.Count - 1 - level) / 2) + 1);

    private void Compact(int level)
    {
        if (level + 1 == levels.Count)
            levels.Add([]);
        var items = levels[level];
        items.Sort();

        // An odd item stays, so that the weights add up.
        var left = items.Count % 2 == 1 ? items[^1] : (double?)null;
        for (var i = random.Below(2); i < items.Count - (left is null ? 0 : 1); i += 2)
            levels[level + 1].Add(items[i]);
        items.Clear();
        if (left is { } odd)
            items.Add(odd);
    }
}
