using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Praxis.Learning.FastText.Tokens;

/// <summary>
/// Splits bytes into tokens as fastText does: space, tab, newline, vertical tab, form feed, carriage return and byte 0 separate, and a newline is the token
/// <c>&lt;/s&gt;</c> too. Sixty-four bytes are compared at once into a mask of separators; its bits become starts and lengths, and whoever takes them has a batch whose
/// memory accesses do not wait for each other.
/// </summary>
internal static unsafe class TokenScanner
{
    /// <summary>Bytes past the end that are read (and ignored).</summary>
    public const int Slack = 64;

    /// <summary>Most tokens of a batch.</summary>
    public const int Most = 2 * Block;

    private const int Block = 64;

    // The token that a newline is, in memory that never moves, with 16 readable bytes.
    private static readonly byte* newline = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference("</s>\0\0\0\0\0\0\0\0\0\0\0\0"u8));

    /// <summary>Whether a token was a newline.</summary>
    public static bool IsNewline(byte* start) => start == newline;

    /// <summary>Hands every token that a separator ends to the sink, and every newline; returns the start of the token that no separator has ended.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static byte* Scan<TSink>(byte* begin, byte* end, ref TSink sink)
        where TSink : struct, ITokenSink
    {
        var starts = stackalloc byte*[Most];
        var lengths = stackalloc int[Most];
        byte* start = begin, endOfLine = newline;
        var count = 0;
        for (var block = begin; block < end; block += Block)
        {
            var (separators, newlines) = Masks(block);
            if (end - block < Block)
            {
                var inside = (1UL << (int)(end - block)) - 1;
                separators &= inside;
                newlines &= inside;
            }

            while (true)
            {
                // Up to the first newline, or all.
                var own = separators & (newlines ^ (newlines - 1));
                separators ^= own;
                for (; own != 0; own &= own - 1)
                {
                    var at = block + BitOperations.TrailingZeroCount(own);
                    starts[count] = start;
                    lengths[count] = (int)(at - start);
                    count += at != start ? 1 : 0;
                    start = at + 1;
                }

                if (newlines == 0)
                    break;
                starts[count] = endOfLine;
                lengths[count++] = 4;
                newlines &= newlines - 1;
            }

            // A block of 64 bytes has at most 64 tokens, so there is always room for one more.
            if (count < Block)
                continue;
            if (!sink.Take(starts, lengths, count))
                return start;
            count = 0;
        }

        if (count > 0)
            sink.Take(starts, lengths, count);
        return start;
    }

    // Bit i is set where byte i of the 64 is a separator; and where it is a newline.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ulong Separators, ulong Newlines) Masks(byte* block)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var bytes = Vector512.Load(block);
            var separators = Vector512.Equals(bytes, Vector512.Create((byte)' ')) | Vector512.LessThan(bytes - Vector512.Create((byte)9), Vector512.Create((byte)5)) | Vector512.Equals(bytes, Vector512<byte>.Zero);
            return (separators.ExtractMostSignificantBits(), Vector512.Equals(bytes, Vector512.Create((byte)'\n')).ExtractMostSignificantBits());
        }

        var (low, lowNewlines) = Masks256(block);
        var (high, highNewlines) = Masks256(block + 32);
        return (low | (ulong)high << 32, lowNewlines | (ulong)highNewlines << 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (uint Separators, uint Newlines) Masks256(byte* block)
    {
        var bytes = Vector256.Load(block);
        var separators = Vector256.Equals(bytes, Vector256.Create((byte)' ')) | Vector256.LessThan(bytes - Vector256.Create((byte)9), Vector256.Create((byte)5)) | Vector256.Equals(bytes, Vector256<byte>.Zero);
        return (separators.ExtractMostSignificantBits(), Vector256.Equals(bytes, Vector256.Create((byte)'\n')).ExtractMostSignificantBits());
    }
}
