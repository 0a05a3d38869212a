using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Praxis.Learning.Text;

/// <summary>Numbers words in the order in which they first come. Open addressing over one buffer of characters: no string and no object a word.</summary>
internal sealed class WordTable
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;
    private int[] _slots = new int[1 << 10]; // id + 1; 0 is free
    private ulong[] _hashes = new ulong[1 << 9];
    private int[] _ends = new int[1 << 9];
    private char[] _characters = new char[1 << 12];

    public int Count { get; private set; }

    public ReadOnlySpan<char> this[int id] => _characters.AsSpan(Begin(id), _ends[id] - Begin(id));

    /// <summary>A hash of the characters, the same on every machine and in every run.</summary>
    public static ulong Hash(ReadOnlySpan<char> word)
    {
        var hash = (ulong)word.Length * Multiplier;
        ref var bytes = ref Unsafe.As<char, byte>(ref MemoryMarshal.GetReference(word));
        var at = 0;
        for (; at + 4 <= word.Length; at += 4)
            hash = Mix(hash ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, at * 2)));
        ulong rest = 0;
        for (; at < word.Length; at++)
            rest = (rest << 16) | word[at];
        return Mix(hash ^ rest);
    }

    /// <summary>Spreads the bits of a product of two halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value ^ 0xD1B54A32D192ED03, Multiplier, out var low);
        return high ^ low;
    }

    public int Find(ReadOnlySpan<char> word)
    {
        var hash = Hash(word);
        for (var slot = (int)hash & (_slots.Length - 1); ; slot = (slot + 1) & (_slots.Length - 1))
        {
            var id = _slots[slot] - 1;
            if (id < 0)
                return -1;
            if (_hashes[id] == hash && this[id].SequenceEqual(word))
                return id;
        }
    }

    /// <summary>The word's number; a new one if it is new.</summary>
    public int Add(ReadOnlySpan<char> word)
    {
        var hash = Hash(word);
        var slot = (int)hash & (_slots.Length - 1);
        for (; _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            var id = _slots[slot] - 1;
            if (_hashes[id] == hash && this[id].SequenceEqual(word))
                return id;
        }

        if (Count == _hashes.Length)
        {
            Array.Resize(ref _hashes, Count * 2);
            Array.Resize(ref _ends, Count * 2);
            Rehash(_slots.Length * 2);
            slot = (int)hash & (_slots.Length - 1);
            while (_slots[slot] != 0)
                slot = (slot + 1) & (_slots.Length - 1);
        }

        var begin = Count == 0 ? 0 : _ends[Count - 1];
        if (_characters.Length - begin < word.Length)
            Array.Resize(ref _characters, checked(Math.Max(_characters.Length * 2, begin + word.Length)));
        word.CopyTo(_characters.AsSpan(begin));
        _ends[Count] = begin + word.Length;
        _hashes[Count] = hash;
        _slots[slot] = ++Count;
        return Count - 1;
    }

    private int Begin(int id) => id == 0 ? 0 : _ends[id - 1];

    private void Rehash(int size)
    {
        _slots = new int[size];
        for (var id = 0; id < Count; id++)
        {
            var slot = (int)_hashes[id] & (size - 1);
            while (_slots[slot] != 0)
                slot = (slot + 1) & (size - 1);
            _slots[slot] = id + 1;
        }
    }
}
