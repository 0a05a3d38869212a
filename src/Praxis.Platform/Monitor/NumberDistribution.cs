using Praxis.Learning.Drift;

namespace Praxis.Platform.Monitor;

/// <summary>The numbers of a column.</summary>
/// <param name="Mean">Their mean.</param>
/// <param name="Sum">Their sum.</param>
/// <param name="Deviation">Their standard deviation, that of the population (divided by n).</param>
/// <param name="Min">The least.</param>
/// <param name="Max">The greatest.</param>
/// <param name="Sketch">What tells ranks.</param>
internal sealed record NumberDistribution(double Mean, double Sum, double Deviation, double Min, double Max, KllSketch Sketch)
{
    private const int Buckets = 10;

    /// <summary>Ten buckets of equal width; each is open above but the last.</summary>
    public IEnumerable<(double Low, double High, long Count)> ToBuckets()
    {
        // The ends are weighed, so that a range beyond the greatest double stays finite.
        double End(int i) => i == Buckets ? Max : (Min * ((Buckets - i) / (double)Buckets)) + (Max * (i / (double)Buckets));
        for (var i = 0; i < Buckets; i++)
            yield return (End(i), End(i + 1), Sketch.Rank(End(i + 1), isInclusive: i == Buckets - 1) - Sketch.Rank(End(i), isInclusive: false));
    }
}
