using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Praxis.Learning.FastText.Rows;

namespace Praxis.Learning.FastText.Tokens;

/// <summary>
/// Finds tokens by content and counts them. A token of up to 16 bytes is two 64-bit halves that stand in its slot beside id and count, so that one cache line answers;
/// longer ones lie in a second table. Ids follow the order of first occurrence.
/// </summary>
internal sealed unsafe class TokenTable : IDisposable
{
    private const int Short = 16;
    private static readonly byte* masks = Masks();

    private LongTokens? longTokens;
    private Slot* slots;
    private int shift;
    private nint shortCount;
    private byte[] text = new byte[1 << 16];
    private int textLength;
    private int[] starts = new int[1 << 12];

    public TokenTable(int expected = 1 << 14)
    {
        var bits = Math.Max(10, BitOperations.Log2((uint)expected) + 2);
        shift = 64 - bits;
        slots = (Slot*)PageMemory.Allocate(((nuint)1 << bits) * (nuint)sizeof(Slot));
    }

    ~TokenTable() => NativeMemory.Free(slots);

    /// <summary>How many different tokens there are.</summary>
    public int Count { get; private set; }

    private nuint Capacity => (nuint)1 << (64 - shift);

    /// <summary>The bytes of a token.</summary>
    public ReadOnlySpan<byte> Text(int id) => text.AsSpan(starts[id], starts[id + 1] - starts[id]);

    /// <summary>Where each token's bytes begin in <see cref="AllText"/>; one more than there are tokens.</summary>
    public ReadOnlySpan<int> Starts => starts.AsSpan(0, Count + 1);

    /// <summary>The bytes of all tokens, one after the other.</summary>
    public ReadOnlySpan<byte> AllText => text.AsSpan(0, textLength);

    /// <summary>Counts up to <see cref="TokenScanner.Most"/> tokens and writes their ids, new ones where they were not known. Sixteen bytes from each start are readable.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Tally(byte** starts, int* lengths, int count, int* ids)
    {
        var keys = stackalloc Key[TokenScanner.Most];
        var own = masks;
        var before = slots;
        for (var i = 0; i < count; i++)
        {
            var length = lengths[i];
            var halves = (Vector128.Load(starts[i]) & Vector128.Load(own + (length > Short ? 0 : length) * Short)).AsUInt64();
            var key = new Key { Low = halves.ToScalar(), High = halves.GetElement(1) };
            key.Place = (nint)Place(key.Low, key.High);
            if (Sse.IsSupported)
                Sse.Prefetch0(slots + key.Place);
            keys[i] = key;
        }

        for (var i = 0; i < count; i++)
        {
            ref var key = ref keys[i];
            var slot = slots + key.Place;
            if (slot->Low == key.Low && slot->High == key.High && lengths[i] <= Short && slots == before)
            {
                slot->Count++;
                ids[i] = slot->Id - 1;
            }
            else
            {
                ids[i] = lengths[i] > Short ? CountLong(new ReadOnlySpan<byte>(starts[i], lengths[i]), 1) : CountElsewhere(key.Low, key.High, starts[i], lengths[i], 1);
            }
        }
    }

    /// <summary>Writes the ids of up to <see cref="TokenScanner.Most"/> tokens, -1 for unknown ones. Sixteen bytes from each start are readable.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Find(byte** starts, int* lengths, int count, int* ids)
    {
        var keys = stackalloc Key[TokenScanner.Most];
        var own = masks;
        for (var i = 0; i < count; i++)
        {
            var length = lengths[i];
            var halves = (Vector128.Load(starts[i]) & Vector128.Load(own + (length > Short ? 0 : length) * Short)).AsUInt64();
            var key = new Key { Low = halves.ToScalar(), High = halves.GetElement(1) };
            key.Place = (nint)Place(key.Low, key.High);
            if (Sse.IsSupported)
                Sse.Prefetch0(slots + key.Place);
            keys[i] = key;
        }

        for (var i = 0; i < count; i++)
        {
            ref var key = ref keys[i];
            var slot = slots + key.Place;
            ids[i] = lengths[i] > Short ? FindLong(new ReadOnlySpan<byte>(starts[i], lengths[i]))
                : slot->Low == key.Low && slot->High == key.High ? slot->Id - 1
                : FindFrom(slot, key.Low, key.High);
        }
    }

    /// <summary>The id of a token, or -1. Sixteen bytes from <paramref name="start"/> are readable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(byte* start, int length)
    {
        if (length > Short)
            return FindLong(new ReadOnlySpan<byte>(start, length));
        var halves = (Vector128.Load(start) & Vector128.Load(masks + length * Short)).AsUInt64();
        var (low, high) = (halves.ToScalar(), halves.GetElement(1));
        return FindFrom(slots + Place(low, high), low, high);
    }

    /// <summary>The id of a token, or -1.</summary>
    public int Find(ReadOnlySpan<byte> token)
    {
        if (token.Length > Short)
            return FindLong(token);
        var padded = stackalloc byte[Short];
        token.CopyTo(new Span<byte>(padded, Short));
        return Find(padded, token.Length);
    }

    /// <summary>Adds to a token's count, in the way of <see cref="Tally"/>; for tokens that come one by one.</summary>
    public int Add(ReadOnlySpan<byte> token, long count)
    {
        if (token.Length > Short)
            return CountLong(token, count);
        var padded = stackalloc byte[Short];
        token.CopyTo(new Span<byte>(padded, Short));
        var (low, high) = (((ulong*)padded)[0], ((ulong*)padded)[1]);
        return CountElsewhere(low, high, padded, token.Length, count);
    }

    /// <summary>The count of every token, by id.</summary>
    public long[] Counts()
    {
        var counts = new long[Count];
        for (nuint i = 0; i < Capacity; i++)
            if (slots[i].Id != 0)
                counts[slots[i].Id - 1] = slots[i].Count;
        longTokens?.CopyCounts(counts);
        return counts;
    }

    public void Dispose()
    {
        NativeMemory.Free(slots);
        slots = null;
        GC.SuppressFinalize(this);
    }

    private static byte* Masks()
    {
        var table = (byte*)NativeMemory.AllocZeroed((Short + 1) * Short);
        for (var length = 0; length <= Short; length++)
            for (var i = 0; i < length; i++)
                table[length * Short + i] = 0xff;
        return table;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private nuint Place(ulong low, ulong high) => (nuint)((low * 0x9E3779B97F4A7C15UL + high * 0xC2B2AE3D27D4EB4FUL) >> shift);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int FindFrom(Slot* slot, ulong low, ulong high)
    {
        while (slot->Id != 0)
        {
            if (slot->Low == low && slot->High == high)
                return slot->Id - 1;
            if (++slot == slots + Capacity)
                slot = slots;
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int CountElsewhere(ulong low, ulong high, byte* start, int length, long count)
    {
        var slot = slots + Place(low, high);
        while (slot->Id != 0)
        {
            if (slot->Low == low && slot->High == high)
            {
                slot->Count += count;
                return slot->Id - 1;
            }

            if (++slot == slots + Capacity)
                slot = slots;
        }

        var id = Append(new ReadOnlySpan<byte>(start, length));
        *slot = new Slot { Low = low, High = high, Id = id + 1, Count = count };
        if (++shortCount * 2 > (nint)Capacity)
            Grow();
        return id;
    }

    private int CountLong(ReadOnlySpan<byte> token, long count)
    {
        longTokens ??= new LongTokens(this);
        var id = longTokens.Count(token, count);
        if (id < 0)
            longTokens.Add(token, id = Append(token), count);
        return id;
    }

    private int FindLong(ReadOnlySpan<byte> token) => longTokens?.Count(token, 0) ?? -1;

    private int Append(ReadOnlySpan<byte> token)
    {
        if (Count + 2 > starts.Length)
            Array.Resize(ref starts, starts.Length * 2);
        if (textLength + token.Length > text.Length)
            Array.Resize(ref text, Math.Max(textLength + token.Length, text.Length * 2));
        token.CopyTo(text.AsSpan(textLength));
        starts[Count] = textLength;
        starts[Count + 1] = textLength += token.Length;
        return Count++;
    }

    private void Grow()
    {
        var old = slots;
        var oldCapacity = Capacity;
        shift--;
        slots = (Slot*)PageMemory.Allocate(Capacity * (nuint)sizeof(Slot));
        for (nuint i = 0; i < oldCapacity; i++)
        {
            if (old[i].Id == 0)
                continue;
            var slot = slots + Place(old[i].Low, old[i].High);
            while (slot->Id != 0)
                if (++slot == slots + Capacity)
                    slot = slots;
            *slot = old[i];
        }

        NativeMemory.Free(old);
    }

    private struct Key
    {
        public ulong Low;
        public ulong High;
        public nint Place;
    }

    /// <summary>Half a cache line. The id is kept one higher, so that zeroed memory is an empty table.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 32)]
    private struct Slot
    {
        public ulong Low;
        public ulong High;
        public long Count;
        public int Id;
    }
}
