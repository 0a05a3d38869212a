namespace Praxis.Learning.FastText.Lines;

/// <summary>Words of a stream as C++ reads them: what stands between blanks, tabs and ends of lines, whatever it is. Reads no further than it must, so that a prompt can be answered.</summary>
/// <param name="text">The words.</param>
/// <param name="beforeReading">Called before a reading that may wait.</param>
public sealed class WordReader(Stream text, Action? beforeReading = null)
{
    private byte[] buffer = new byte[1 << 16];
    private int at;
    private int filled;

    /// <summary>The word that was read last.</summary>
    public ReadOnlyMemory<byte> Word { get; private set; }

    /// <summary>Reads the next word; false at the end of the stream. What <see cref="Word"/> was before is gone.</summary>
    public bool Read() => Read(stopsAtLineEnd: false, out _);

    /// <summary>Reads the next word of the line; false where the line has no more, and then the next call begins the next line.</summary>
    /// <param name="isAtEnd">Whether nothing at all was left of the stream.</param>
    public bool ReadInLine(out bool isAtEnd) => Read(stopsAtLineEnd: true, out isAtEnd);

    private bool Read(bool stopsAtLineEnd, out bool isAtEnd)
    {
        isAtEnd = false;
        var isAnythingLeft = false;
        while (true)
        {
            if (at == filled && !Fill(ref at))
            {
                isAtEnd = !isAnythingLeft;
                return false;
            }

            isAnythingLeft = true;
            if (!IsBlank(buffer[at]))
                break;
            if (buffer[at++] == (byte)'\n' && stopsAtLineEnd)
                return false;
        }

        var end = at;
        while (true)
        {
            if (end == filled)
            {
                var length = end - at;
                var isMore = Fill(ref at);
                end = at + length;
                if (!isMore)
                    break;
            }

            if (IsBlank(buffer[end]))
                break;
            end++;
        }

        Word = buffer.AsMemory(at, end - at);
        at = end;
        return true;
    }

    // Keeps what begins at start, moved to the front.
    private bool Fill(ref int start)
    {
        buffer.AsSpan(start, filled - start).CopyTo(buffer);
        filled -= start;
        start = 0;
        if (filled == buffer.Length)
            Array.Resize(ref buffer, checked(buffer.Length * 2));
        beforeReading?.Invoke();
        var read = text.Read(buffer, filled, buffer.Length - filled);
        filled += read;
        return read > 0;
    }

    private static bool IsBlank(byte value) => value is (byte)' ' or >= 9 and <= 13;
}
