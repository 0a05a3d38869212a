using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>Reads lines of bytes of any stream, holding one buffer: what memory it takes does not depend on how much it reads. A byte-order mark at the start and a carriage return before a line's end are no part of a line.</summary>
/// <param name="stream">The bytes; closed by the caller.</param>
/// <param name="mostBytes">The longest line.</param>
public sealed class LineReader(Stream stream, int mostBytes = LineReader.MostBytes)
{
    /// <summary>The longest line where none is said: 16 MiB, as for a field of a table.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    private byte[] buffer = new byte[1 << 18];
    private int begin;
    private int end;
    private bool isEnded;

    /// <summary>The number of the last line, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Whether the next line can be had without waiting for the stream.</summary>
    public bool IsNextBuffered => buffer.AsSpan(begin, end - begin).Contains((byte)'\n');

    /// <summary>The next line, which stays valid until the next call; false at the end. A last line without an end counts, an empty rest after the last line's end does not.</summary>
    /// <exception cref="UserException">A line is too long; the message says which.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var at = buffer.AsSpan(begin + searched, end - begin - searched).IndexOf((byte)'\n');
            if (at >= 0 || (isEnded && end > begin))
            {
                var length = at >= 0 ? searched + at : end - begin;
                line = buffer.AsSpan(begin, length);
                begin = Math.Min(end, begin + length + 1);
                if (Line++ == 0 && line.StartsWith("\ufeff"u8))
                    line = line[3..];
                if (line.EndsWith("\r"u8))
                    line = line[..^1];
                return true;
            }

            if (isEnded)
            {
                line = default;
                return false;
            }

            searched = end - begin;
            if (searched > mostBytes)
                throw new UserException(new Problem { Type = "line-too-long", Found = $"a line is longer than {mostBytes:N0} bytes", Where = $"line {Line + 1}", Expected = "one text a line" });
            Fill();
        }
    }

    private void Fill()
    {
        if (begin > 0)
        {
            buffer.AsSpan(begin, end - begin).CopyTo(buffer);
            (begin, end) = (0, end - begin);
        }

        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        var read = stream.Read(buffer, end, buffer.Length - end);
        end += read;
        isEnded = read == 0;
    }
}
