using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Praxis.Learning.Onnx;

/// <summary>A message of Protocol Buffers: its fields in order, sized before anything is written, so that a great tensor goes straight to the stream.</summary>
internal sealed class ProtoMessage
{
    private readonly List<(long Size, Action<Stream> Write)> parts = [];

    /// <summary>Bytes of the whole message.</summary>
    public long Size { get; private set; }

    /// <summary>A varint: whole numbers, flags and enumerations.</summary>
    public ProtoMessage Add(int field, long value)
    {
        var bytes = new List<byte>();
        AddVarint(bytes, (ulong)field << 3);
        AddVarint(bytes, (ulong)value);
        return Add([.. bytes]);
    }

    /// <summary>A 32-bit float.</summary>
    public ProtoMessage Add(int field, float value)
    {
        var bytes = new List<byte>();
        AddVarint(bytes, ((ulong)field << 3) | 5);
        var own = new byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(own, value);
        bytes.AddRange(own);
        return Add([.. bytes]);
    }

    /// <summary>A string.</summary>
    public ProtoMessage Add(int field, string text) => AddBytes(field, Encoding.UTF8.GetBytes(text));

    /// <summary>A message inside.</summary>
    public ProtoMessage Add(int field, ProtoMessage message) => Add(field, message.Size, message.Write);

    /// <summary>Bytes.</summary>
    public ProtoMessage AddBytes(int field, byte[] bytes) => Add(field, bytes.Length, stream => stream.Write(bytes));

    /// <summary>Whole numbers, packed.</summary>
    public ProtoMessage AddPacked(int field, IEnumerable<long> values)
    {
        var bytes = new List<byte>();
        foreach (var value in values)
            AddVarint(bytes, (ulong)value);
        return AddBytes(field, [.. bytes]);
    }

    /// <summary>Floats, packed.</summary>
    public ProtoMessage AddPacked(int field, float[] values) => AddBytes(field, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    /// <summary>Bytes of which only the number is known yet.</summary>
    public ProtoMessage Add(int field, long size, Action<Stream> write)
    {
        var head = new List<byte>();
        AddVarint(head, ((ulong)field << 3) | 2);
        AddVarint(head, (ulong)size);
        Add([.. head]);
        parts.Add((size, write));
        Size += size;
        return this;
    }

    /// <summary>Writes the message.</summary>
    public void Write(Stream stream)
    {
        foreach (var (_, write) in parts)
            write(stream);
    }

    private static void AddVarint(List<byte> bytes, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
    }

    private ProtoMessage Add(byte[] bytes)
    {
        parts.Add((bytes.Length, stream => stream.Write(bytes)));
        Size += bytes.Length;
        return this;
    }
}
