using System.Runtime.CompilerServices;

namespace Praxis.Learning.FastText.Tokens;

/// <summary>The buckets that n-grams hash to.</summary>
internal static unsafe class Ngrams
{
    private const ulong Factor = 116_049_371;

    /// <summary>Writes the buckets of a line's word n-grams of two to <paramref name="longest"/> words, by first word, then by length; returns where the next one goes.</summary>
    /// <param name="words">The words.</param>
    /// <param name="hashes">The words' hashes, as signed numbers, by word.</param>
    /// <param name="count">How many words.</param>
    /// <param name="longest">Most words of an n-gram.</param>
    /// <param name="buckets">Number of buckets.</param>
    /// <param name="next">Where the first one goes, with room for <c>count x (longest - 1)</c>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int* OfWords(int* words, int* hashes, nint count, int longest, int buckets, int* next)
    {
        var remainder = new Remainder(buckets);
        if (longest == 2 && count > 0)
        {
            var last = unchecked((ulong)hashes[words[0]]);
            for (nint i = 1; i < count; i++)
            {
                var own = unchecked((ulong)hashes[words[i]]);
                *next++ = remainder.Of(unchecked(last * Factor + own));
                last = own;
            }

            return next;
        }

        for (nint i = 0; i < count; i++)
        {
            var hash = unchecked((ulong)hashes[words[i]]);
            var end = Math.Min(count, i + longest);
            for (var j = i + 1; j < end; j++)
            {
                hash = unchecked(hash * Factor + (ulong)hashes[words[j]]);
                *next++ = remainder.Of(hash);
            }
        }

        return next;
    }

    /// <summary><see cref="OfWords"/> where the hashes are those of the words in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int* OfHashes(int* hashes, nint count, int longest, int buckets, int* next)
    {
        var remainder = new Remainder(buckets);
        for (nint i = 0; i < count; i++)
        {
            var hash = unchecked((ulong)hashes[i]);
            var end = Math.Min(count, i + longest);
            for (var j = i + 1; j < end; j++)
            {
                hash = unchecked(hash * Factor + (ulong)hashes[j]);
                *next++ = remainder.Of(hash);
            }
        }

        return next;
    }

    /// <summary>Adds the buckets of the character n-grams of <c>&lt;word&gt;</c>, by start, then by length; characters are UTF-8 lead bytes with what follows them.</summary>
    public static void OfCharacters(ReadOnlySpan<byte> text, int shortest, int longest, int buckets, List<int> into)
    {
        Span<byte> word = text.Length < 254 ? stackalloc byte[text.Length + 2] : new byte[text.Length + 2];
        word[0] = (byte)'<';
        text.CopyTo(word[1..]);
        word[^1] = (byte)'>';
        for (var begin = 0; begin < word.Length; begin++)
        {
            if ((word[begin] & 0xC0) == 0x80)
                continue;
            var hash = 2_166_136_261;
            var end = begin;
            for (var n = 1; end < word.Length && n <= longest; n++)
            {
                do
                    hash = unchecked((hash ^ (uint)(sbyte)word[end++]) * 16_777_619);
                while (end < word.Length && (word[end] & 0xC0) == 0x80);
                if (n >= shortest && !(n == 1 && (begin == 0 || end == word.Length)))
                    into.Add((int)(hash % (uint)buckets));
            }
        }
    }
}
