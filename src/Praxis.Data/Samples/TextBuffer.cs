namespace Praxis.Data.Samples;

/// <summary>Bytes that grow and are used again for the next row.</summary>
internal sealed class TextBuffer
{
    private byte[] bytes = new byte[4096];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public byte this[int index]
    {
        get => bytes[index];
        set => bytes[index] = value;
    }

    public void Clear() => Length = 0;

    public void Cut(int length) => Length = length;

    public void Append(byte value)
    {
        if (Length == bytes.Length)
            Array.Resize(ref bytes, Length * 2);
        bytes[Length++] = value;
    }

    public void Append(ReadOnlySpan<byte> text)
    {
        while (Length + text.Length > bytes.Length)
            Array.Resize(ref bytes, bytes.Length * 2);
        text.CopyTo(bytes.AsSpan(Length));
        Length += text.Length;
    }

    public void Append(long number)
    {
        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out var written, provider: System.Globalization.CultureInfo.InvariantCulture);
        Append(digits[..written]);
    }

    /// <summary>A field of CSV by RFC 4180: quoted where a comma, a quote or a line break asks for it.</summary>
    public void AppendField(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAny(",\"\r\n"u8) < 0)
        {
            Append(text);
            return;
        }

        Append((byte)'"');
        foreach (var value in text)
        {
            if (value == '"')
                Append(value);
            Append(value);
        }

        Append((byte)'"');
    }
}
