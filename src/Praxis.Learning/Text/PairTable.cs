using System.Runtime.CompilerServices;

namespace Praxis.Learning.Text;

/// <summary>Numbers pairs of numbers, each pair one key, in the order in which they first come; open addressing.</summary>
internal sealed class PairTable
{
    private int[] _slots; // the key's number + 1; 0 is free
    private ulong[] _keys;
    private int _shift;

    public PairTable(int expected = 0)
    {
        var bits = 8;
        while ((1L << bits) < expected * 2L)
            bits++;
        _slots = new int[1 << bits];
        _keys = new ulong[Math.Max(expected, 1 << 7)];
        _shift = 64 - bits;
    }

    public int Count { get; private set; }

    /// <summary>The keys by number.</summary>
    public ReadOnlySpan<ulong> Keys => _keys.AsSpan(0, Count);

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
            var id = slots[slot] - 1;
            if (id < 0 || _keys[id] == key)
                return id;
        }
    }

    /// <summary>The key's number; a new one if it is new.</summary>
    public int Add(ulong key)
    {
        var slots = _slots;
        for (var slot = (int)(Hash(key) >> _shift); ; slot = (slot + 1) & (slots.Length - 1))
        {
            var id = slots[slot] - 1;
            if (id < 0)
            {
                if (Count == _keys.Length)
                    Array.Resize(ref _keys, checked(Count + Math.Max(Count / 2, 16)));
                _keys[Count] = key;
                slots[slot] = ++Count;
                if (Count * 2L > slots.Length)
                    Grow();
                return Count - 1;
            }

            if (_keys[id] == key)
                return id;
        }
    }

    private void Grow()
    {
        _slots = new int[checked(_slots.Length * 2)];
        _shift--;
        for (var id = 0; id < Count; id++)
        {
            var slot = (int)(Hash(_keys[id]) >> _shift);
            while (_slots[slot] != 0)
                slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = id + 1;
        }
    }
}
