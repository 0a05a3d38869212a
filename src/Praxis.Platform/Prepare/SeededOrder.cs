using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Praxis.Platform.Prepare;

/// <summary>Puts things in an order that follows from a seed alone: the same on every machine.</summary>
internal static class SeededOrder
{
    /// <summary>The items by the hash of seed, group and place.</summary>
    public static IReadOnlyList<T> Shuffle<T>(IReadOnlyList<T> items, ulong seed, long group)
    {
        Span<byte> key = stackalloc byte[24];
        Span<byte> hash = stackalloc byte[32];
        var ranks = new UInt128[items.Count];
        BinaryPrimitives.WriteUInt64LittleEndian(key, seed);
        BinaryPrimitives.WriteInt64LittleEndian(key[8..], group);
        for (var i = 0; i < items.Count; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(key[16..], i);
            SHA256.HashData(key, hash);
            ranks[i] = BinaryPrimitives.ReadUInt128LittleEndian(hash);
        }

        var order = Enumerable.Range(0, items.Count).ToArray();
        Array.Sort(ranks, order);
        return [.. order.Select(i => items[i])];
    }
}
