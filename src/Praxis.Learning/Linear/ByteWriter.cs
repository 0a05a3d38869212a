using System.Runtime.InteropServices;
using System.Text;

namespace Praxis.Learning.Linear;

/// <summary>Writes numbers and strings as little-endian bytes.</summary>
internal sealed class ByteWriter(Stream stream)
{
    private const int Piece = 1 << 20;

    public void Write(int value) => Write<int>([value]);

    /// <summary>Length in bytes, then UTF-8.</summary>
    public void Write(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Write(bytes.Length);
        stream.Write(bytes);
    }

    public void Write(double[] values) => Write<double>(values);

    /// <summary>The bare values.</summary>
    public void Write<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        for (var at = 0; at < values.Length; at += Piece)
            stream.Write(MemoryMarshal.AsBytes(values.Slice(at, Math.Min(Piece, values.Length - at))));
    }
}
