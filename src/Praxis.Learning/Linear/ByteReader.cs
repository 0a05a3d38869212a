using System.Runtime.InteropServices;
using System.Text;

namespace Praxis.Learning.Linear;

/// <summary>Reads what <see cref="ByteWriter"/> wrote and never past the end: a size is checked before anything is allocated.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private static readonly UTF8Encoding Strict = new(false, true);
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>The next values, still where they lie.</summary>
    public ReadOnlySpan<T> Read<T>(int count)
        where T : unmanaged
    {
        var size = (long)Marshal.SizeOf<T>() * count;
        if (count < 0 || size > _rest.Length)
            throw new FormatException("the bytes end too early");
        var values = MemoryMarshal.Cast<byte, T>(_rest[..(int)size]);
        _rest = _rest[(int)size..];
        return values;
    }

    public int Number(int least, int most)
    {
        var value = Read<int>(1)[0];
        return value >= least && value <= most ? value : throw new FormatException("a number is out of range");
    }

    /// <summary>How many things follow of which each takes at least so many bytes.</summary>
    public int Count(int bytesEach) => Number(0, _rest.Length / bytesEach);

    public string Text()
    {
        try
        {
            return Strict.GetString(Read<byte>(Count(1)));
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException("a string is not UTF-8", e);
        }
    }
}
