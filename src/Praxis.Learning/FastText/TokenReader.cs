namespace Praxis.Learning.FastText;

/// <summary>Splits bytes into tokens as fastText does; a newline is the token <c>&lt;/s&gt;</c>, and past the end the text begins anew.</summary>
internal struct TokenReader(ReadOnlyMemory<byte> text)
{
    private int position;
    private bool isEnd;

    /// <summary>The token of a line's end.</summary>
    public static ReadOnlySpan<byte> EndOfLine => "</s>"u8;

    /// <summary>Begins anew where the end was met; called before a line is read.</summary>
    public void Rewind()
    {
        if (isEnd)
            (position, isEnd) = (0, false);
    }

    /// <summary>The next token; false at the end of the text.</summary>
    public bool TryRead(out ReadOnlySpan<byte> token)
    {
        var bytes = text.Span;
        var begin = position;
        while (position < bytes.Length)
        {
            var c = bytes[position++];
            if (c is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' or 0x0b or 0x0c or 0))
                continue;
            if (position - 1 > begin)
            {
                token = bytes[begin..(position - 1)];
                if (c == '\n')
                    position--;
                return true;
            }

            if (c == '\n')
            {
                token = EndOfLine;
                return true;
            }

            begin = position;
        }

        isEnd = true;
        token = bytes[begin..position];
        return token.Length > 0;
    }
}
