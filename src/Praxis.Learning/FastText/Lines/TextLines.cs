using System.Runtime.InteropServices;
using Praxis.Learning.FastText.Prediction;
using Praxis.Learning.FastText.Tokens;

namespace Praxis.Learning.FastText.Lines;

/// <summary>Reads the lines of a text of any length in bounded memory: a chunk at a time, where only a token may be longer than a chunk.</summary>
internal static unsafe class TextLines
{
    private const int Chunk = 1 << 20;

    /// <summary>Hands every line to a taker. A last line without a newline is one too, without the token <c>&lt;/s&gt;</c>.</summary>
    public static void Read<TLine>(Stream text, LineFeatures features, TLine taker, CancellationToken cancellationToken)
        where TLine : ILineTaker
    {
        var sink = new LinesSink<TLine>(features.Dictionary, features, taker);
        var (capacity, filled, last) = (Chunk, 0, (byte)'\n');
        var buffer = (byte*)NativeMemory.Alloc((nuint)capacity + TokenScanner.Slack);
        features.Clear();
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (filled == capacity)
                    buffer = (byte*)NativeMemory.Realloc(buffer, (nuint)(capacity = checked(capacity * 2)) + TokenScanner.Slack);
                var read = text.Read(new Span<byte>(buffer + filled, capacity - filled));
                if (read == 0)
                    break;
                filled += read;
                last = buffer[filled - 1];
                var rest = TokenScanner.Scan(buffer, buffer + filled, ref sink);
                sink.Flush();
                var shift = rest - buffer;
                filled -= (int)shift;
                new Span<byte>(rest, filled).CopyTo(new Span<byte>(buffer, filled));
                if (sink.LiteralEnd is not null)
                    sink.LiteralEnd -= shift;
            }

            var end = buffer + filled;
            *end = (byte)' ';
            TokenScanner.Scan(buffer, end + 1, ref sink);
            if (last != (byte)'\n' && (sink.LiteralEnd is null || sink.LiteralEnd < end))
                sink.Complete();
            sink.Flush();
        }
        finally
        {
            NativeMemory.Free(buffer);
        }
    }
}
