using System.Numerics;

namespace Praxis.Platform.Foundation.Tracking;

/// <summary>Runs by their numbers, a bit each: a million take 125 kB.</summary>
internal sealed class RunSet
{
    private ulong[] bits = new ulong[64];

    public int Count { get; private set; }

    public void Add(long run)
    {
        var word = (int)(run >> 6);
        if (word >= bits.Length)
            Array.Resize(ref bits, Math.Max(word + 1, bits.Length * 2));
        var bit = 1UL << (int)(run & 63);
        if ((bits[word] & bit) == 0)
            Count++;
        bits[word] |= bit;
    }

    public bool Contains(long run) => run >> 6 < bits.Length && (bits[run >> 6] & (1UL << (int)(run & 63))) != 0;

    /// <summary>Keeps those that another set has too.</summary>
    public void Intersect(RunSet other)
    {
        Count = 0;
        for (var word = 0; word < bits.Length; word++)
        {
            bits[word] &= word < other.bits.Length ? other.bits[word] : 0;
            Count += BitOperations.PopCount(bits[word]);
        }
    }

    /// <summary>All of them, the lowest first.</summary>
    public IEnumerable<long> All()
    {
        for (var word = 0; word < bits.Length; word++)
            for (var left = bits[word]; left != 0; left &= left - 1)
                yield return ((long)word << 6) + BitOperations.TrailingZeroCount(left);
    }
}
