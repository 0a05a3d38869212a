namespace Praxis.Learning.Numerics;

/// <summary>The generator SplitMix64 (G. L. Steele, D. Lea and C. H. Flood, 2014, "Fast splittable pseudorandom number generators"); the same everywhere.</summary>
/// <param name="seed">Where it begins.</param>
public sealed class SplitMix64(ulong seed)
{
    private ulong state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to below <paramref name="end"/>.</summary>
    public int Below(int end) => (int)Math.BigMul(Next(), (ulong)end, out _);
}
