using System.Globalization;
using System.Text;

namespace Praxis.Cli.FastText;

/// <summary>A standard stream as bytes; what is written waits for <see cref="Flush"/> or a full buffer.</summary>
internal sealed class ByteOutput(Stream stream)
{
    private readonly byte[] buffer = new byte[1 << 12];
    private int filled;

    /// <summary>The stream itself, after what waited has gone out.</summary>
    public Stream Stream
    {
        get
        {
            Flush();
            return stream;
        }
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > buffer.Length - filled)
            Flush();
        if (bytes.Length > buffer.Length)
        {
            stream.Write(bytes);
            return;
        }

        bytes.CopyTo(buffer.AsSpan(filled));
        filled += bytes.Length;
    }

    public void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    /// <summary>A number in a format of .NET, without a culture.</summary>
    public void Write<T>(T value, ReadOnlySpan<char> format = default)
        where T : IUtf8SpanFormattable
    {
        Span<byte> text = stackalloc byte[64];
        if (value.TryFormat(text, out var length, format, CultureInfo.InvariantCulture))
            Write(text[..length]);
        else
            Write(((IFormattable)value).ToString(format.ToString(), CultureInfo.InvariantCulture));
    }

    public void Flush()
    {
        var length = filled;
        filled = 0;
        if (length > 0)
            stream.Write(buffer, 0, length);
    }
}
