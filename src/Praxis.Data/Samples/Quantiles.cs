namespace Praxis.Data.Samples;

/// <summary>A distribution of whole numbers given by its quantiles, straight between them.</summary>
/// <remarks>Whole numbers instead of logarithms and exponentials, whose last bit differs between machines.</remarks>
internal sealed class Quantiles(params (int PerTenThousand, int Value)[] points)
{
    public int Draw(ref SplitMix random)
    {
        var draw = random.Below(10_000);
        var upper = 1;
        while (points[upper].PerTenThousand <= draw)
            upper++;
        var (from, low) = points[upper - 1];
        var (to, high) = points[upper];
        return low + (high - low) * (draw - from) / (to - from);
    }
}
