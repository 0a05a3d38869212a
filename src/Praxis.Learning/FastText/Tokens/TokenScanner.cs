using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Praxis.Learning.FastText.Tokens;

/// <summary>
/// Splits bytes into tokens as fastText does: space, tab, newline, vertical tab, form feed, carriage return and byte 0 separate. Sixty-four bytes are compared at once
/// into a mask of separators, whose set bits are walked.
/// </summary>
internal static unsafe class TokenScanner
{
    /// <summary>Bytes past the end that are read (and ignored).</summary>
    public const int Slack = 64;

    /// <summary>Hands every token that a separator ends to the sink, and every newline; returns the start of the token that no separator has ended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static byte* Scan<TSink>(byte* begin, byte* end, ref TSink sink)
        where TSink : struct, ITokenSink
    {
        var start = begin;
        for (var block = begin; block < end; block += 64)
        {
            var separators = Separators(block);
            if (end - block < 64)
                separators &= (1UL << (int)(end - block)) - 1;
            sink.Reserve();
            while (separators != 0)
            {
                var at = block + BitOperations.TrailingZeroCount(separators);
                separators &= separators - 1;
                if (at != start && !sink.Token(start, (int)(at - start)))
                    return at;
                if (*at == (byte)'\n' && !sink.EndLine())
                    return at + 1;
                start = at + 1;
            }
        }

        return start;
    }

    /// <summary>Bit i is set where byte i of the 64 is a separator.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Separators(byte* block)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var bytes = Vector512.Load(block);
            return (Vector512.Equals(bytes, Vector512.Create((byte)' ')) | Vector512.LessThan(bytes - Vector512.Create((byte)9), Vector512.Create((byte)5)) | Vector512.Equals(bytes, Vector512<byte>.Zero))
                .ExtractMostSignificantBits();
        }

        return Separators256(block) | ((ulong)Separators256(block + 32) << 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Separators256(byte* block)
    {
        var bytes = Vector256.Load(block);
        return (Vector256.Equals(bytes, Vector256.Create((byte)' ')) | Vector256.LessThan(bytes - Vector256.Create((byte)9), Vector256.Create((byte)5)) | Vector256.Equals(bytes, Vector256<byte>.Zero))
            .ExtractMostSignificantBits();
    }
}
