using System.Runtime.CompilerServices;

namespace Praxis.Learning.Text;

/// <summary>Numbers pairs of numbers, each pair one key, in the order in which they first come; open addressing, keys beside their numbers.</summary>
internal sealed class PairTable
{
    private (ulong Key, int Next)[] _slots; // the key's number + 1; 0 is free
    private int _shift;

    public PairTable(int expected = 0)
    {
        var bits = 8;
        while ((1L << bits) < expected * 2L)
            bits++;
        _slots = new (ulong, int)[1 << bits];
        _shift = 64 - bits;
    }

    public int Count { get; private set; }

    public static ulong Key(int first, int second) => ((ulong)(uint)first << 32) | (uint)second;

    /// <summary>The key's bits, spread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Hash(ulong key)
    {
        key = (key ^ (key >> 29)) * 0xBF58476D1CE4E5B9;
        return (key ^ (key >> 32)) * 0x94D049BB133111EB;
    }

    public int Find(ulong key)
    {
        var slots = _slots;
        for (var slot = (int)(Hash(key) >> _shift); ; slot = (slot + 1) & (slots.Length - 1))
        {
            ref var own = ref slots[slot];
            if (own.Next == 0)
                return -1;
            if (own.Key == key)
                return own.Next - 1;
        }
    }

    /// <summary>The key's number; a new one if it is new.</summary>
    public int Add(ulong key)
    {
        var slots = _slots;
        for (var slot = (int)(Hash(key) >> _shift); ; slot = (slot + 1) & (slots.Length - 1))
        {
            ref var own = ref slots[slot];
            if (own.Next == 0)
            {
                own = (key, ++Count);
                if (Count * 2 > slots.Length)
                    Grow();
                return Count - 1;
            }

            if (own.Key == key)
                return own.Next - 1;
        }
    }

    /// <summary>Writes the keys by number.</summary>
    public void CopyKeys(Span<ulong> keys)
    {
        foreach (var (key, next) in _slots)
        {
            if (next > 0)
                keys[next - 1] = key;
        }
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new (ulong, int)[checked(old.Length * 2)];
        _shift--;
        foreach (var entry in old)
        {
            if (entry.Next == 0)
                continue;
            var slot = (int)(Hash(entry.Key) >> _shift);
            while (_slots[slot].Next != 0)
                slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = entry;
        }
    }
}
