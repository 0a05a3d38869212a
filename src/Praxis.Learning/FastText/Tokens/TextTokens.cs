using System.Runtime.InteropServices;

namespace Praxis.Learning.FastText.Tokens;

/// <summary>A text as the ids of its tokens, read once; all passes of a training run over the ids.</summary>
internal sealed unsafe class TextTokens : IDisposable
{
    /// <summary>The token of an end of a line.</summary>
    public static ReadOnlySpan<byte> EndOfLine => "</s>"u8;

    private const int FirstBuffer = 1 << 20;

    private TextTokens(TokenTable table, NativeList ids) => (Table, Ids) = (table, ids);

    public TokenTable Table { get; }

    /// <summary>Ids in <see cref="Table"/>, in the order of the text.</summary>
    public NativeList Ids { get; }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The text; anything may stand in it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static TextTokens Read(Stream stream, CancellationToken cancellationToken)
    {
        var length = stream.CanSeek ? stream.Length - stream.Position : 0;
        var tokens = new TextTokens(new TokenTable(), new NativeList(length / 4));
        var sink = new CountingSink(tokens.Table, tokens.Ids);
        var (capacity, filled) = (FirstBuffer, 0);
        var buffer = (byte*)NativeMemory.Alloc((nuint)capacity + TokenScanner.Slack);
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (filled == capacity)
                    buffer = (byte*)NativeMemory.Realloc(buffer, (nuint)(capacity = checked(capacity * 2)) + TokenScanner.Slack);
                var read = stream.Read(new Span<byte>(buffer + filled, capacity - filled));
                filled += read;
                if (read == 0)
                    buffer[filled++] = (byte)' ';
                var rest = TokenScanner.Scan(buffer, buffer + filled, ref sink);
                if (read == 0)
                    break;
                filled -= (int)(rest - buffer);
                new Span<byte>(rest, filled).CopyTo(new Span<byte>(buffer, filled));
            }
        }
        finally
        {
            NativeMemory.Free(buffer);
        }

        tokens.Ids.Complete();
        return tokens;
    }

    /// <summary>Frees the ids; the table goes on in the dictionary.</summary>
    public void Dispose() => Ids.Dispose();
}
