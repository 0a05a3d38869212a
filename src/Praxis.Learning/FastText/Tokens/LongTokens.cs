using System.Numerics;

namespace Praxis.Learning.FastText.Tokens;

/// <summary>The tokens of a <see cref="TokenTable"/> that are longer than its slots hold: open addressing by hash. Arrays, since generic collections of these types are compiled anew at every start.</summary>
internal sealed class LongTokens(TokenTable table)
{
    // One higher than the id, so that a fresh array means none.
    private int[] slots = new int[1 << 8];
    private long[] counts = new long[1 << 8];
    private int filled;

    /// <summary>Adds to a token's count and returns its id; -1 where it is not known.</summary>
    public int Count(ReadOnlySpan<byte> token, long count)
    {
        var slot = Slot(token);
        counts[slot] += slots[slot] == 0 ? 0 : count;
        return slots[slot] - 1;
    }

    public void Add(ReadOnlySpan<byte> token, int id, long count)
    {
        if (2 * ++filled > slots.Length)
            Grow();
        var slot = Slot(token);
        (slots[slot], counts[slot]) = (id + 1, count);
    }

    public void CopyCounts(long[] into)
    {
        for (var slot = 0; slot < slots.Length; slot++)
            if (slots[slot] > 0)
                into[slots[slot] - 1] = counts[slot];
    }

    private int Slot(ReadOnlySpan<byte> token)
    {
        // The hash's low bits alone are those of the last bytes.
        var slot = (int)(WordHash.Of(token) * 0x9E37_79B1u >> (32 - BitOperations.Log2((uint)slots.Length)));
        while (slots[slot] > 0 && !table.Text(slots[slot] - 1).SequenceEqual(token))
            slot = (slot + 1) & (slots.Length - 1);
        return slot;
    }

    private void Grow()
    {
        var (oldSlots, oldCounts) = (slots, counts);
        (slots, counts) = (new int[2 * oldSlots.Length], new long[2 * oldSlots.Length]);
        for (var old = 0; old < oldSlots.Length; old++)
            if (oldSlots[old] > 0)
            {
                var slot = Slot(table.Text(oldSlots[old] - 1));
                (slots[slot], counts[slot]) = (oldSlots[old], oldCounts[old]);
            }
    }
}
