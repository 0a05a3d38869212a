namespace Praxis.Data.Samples;

/// <summary>SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014): whole numbers only, so that every machine draws the same.</summary>
internal struct SplitMix(ulong state)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong state = state;

    /// <summary>The stream of one row; neighbouring rows and seeds share nothing.</summary>
    public static SplitMix ForRow(int seed, long row) => new(Mix(Mix(unchecked((uint)seed) + Golden) + unchecked((ulong)row * 0xD1342543DE82EF95)));

    /// <summary>A number from 0 to <paramref name="bound"/> − 1.</summary>
    public int Below(int bound) => (int)((Next() >> 32) * (uint)bound >> 32);

    /// <summary>True in <paramref name="perTenThousand"/> of 10,000 draws.</summary>
    public bool Chance(int perTenThousand) => Below(10_000) < perTenThousand;

    /// <summary>An index drawn by weights given as running sums.</summary>
    public int Weighted(ReadOnlySpan<int> runningSums)
    {
        var draw = Below(runningSums[^1]);
        if (runningSums.Length < 12)
        {
            var index = 0;
            while (runningSums[index] <= draw)
                index++;
            return index;
        }

        int low = 0, high = runningSums.Length - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (runningSums[middle] <= draw)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>A stream of its own for a part, so that what the part draws does not move what comes after it.</summary>
    public SplitMix Split() => new(Next());

    private ulong Next() => Mix(state += Golden);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
