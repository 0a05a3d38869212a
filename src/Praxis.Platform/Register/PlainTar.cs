using System.Text;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Register;

/// <summary>
/// Reads ustar archives (POSIX.1-1988) of plain files and nothing else: no links, no folders, no extended headers, whose lengths a reader would have to believe before
/// it could refuse them. A header is 512 bytes, and nothing is allocated by what it says.
/// </summary>
internal sealed class PlainTar(Stream source)
{
    private const int Block = 512;
    private readonly byte[] block = new byte[Block];

    /// <summary>The next file's name and length; null at the end. Its bytes follow.</summary>
    /// <exception cref="UserException">What follows is no plain file.</exception>
    public (string Name, long Bytes)? Next()
    {
        source.ReadExactly(block);
        if (!block.AsSpan().ContainsAnyExcept((byte)0))
            return null;
        var sum = block.Sum(own => own) - block.AsSpan(148, 8).ToArray().Sum(own => own) + (8 * ' ');
        if (Octal(148, 8) != sum)
            throw Wrong("a header of it is damaged");
        if (block[156] is not ((byte)'0' or 0))
            throw Wrong($"'{SafeText.Line(Text(0, 100), 80)}' in it is no plain file but of type '{SafeText.Line(((char)block[156]).ToString())}'");
        if (block[345] != 0)
            throw Wrong($"'{SafeText.Line(Text(0, 100), 80)}' in it lies in folders");
        return (Text(0, 100), Octal(124, 12));
    }

    /// <summary>Gives the bytes of the file in pieces.</summary>
    public void Read(long bytes, Action<ReadOnlySpan<byte>> take)
    {
        var buffer = new byte[1 << 16];
        for (var left = bytes; left > 0;)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            source.ReadExactly(part);
            take(part);
            left -= part.Length;
        }

        source.ReadExactly(block, 0, (int)((Block - (bytes % Block)) % Block));
    }

    public static UserException Wrong(string found) => new(new Problem { Type = "invalid-archive", Found = $"the archive is not taken: {found}", Expected = "a file that 'praxis models export --archive' wrote" });

    private string Text(int at, int length)
    {
        var field = block.AsSpan(at, length);
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    private long Octal(int at, int length)
    {
        long value = 0;
        foreach (var digit in block.AsSpan(at, length))
            if (digit is >= (byte)'0' and <= (byte)'7')
                value = (value << 3) | (uint)(digit - '0');
            else if (digit is 0 or (byte)' ')
                break;
            else
                throw Wrong("a number in it is no number");
        return value;
    }
}
