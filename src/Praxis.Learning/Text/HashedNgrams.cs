using System.Runtime.InteropServices;
using System.Text;

namespace Praxis.Learning.Text;

/// <summary>N-grams hashed to columns (K. Weinberger et al., 2009, "Feature hashing for large scale multitask learning", without signs): bounded memory, no vocabulary, no names.</summary>
internal static class HashedNgrams
{
    private const ulong OfCharacters = 0xA0761D6478BD642F;

    /// <summary>Adds the columns of a normal text's n-grams, as often as they occur.</summary>
    public static void Collect(ReadOnlySpan<char> text, NgramOptions options, List<int> found)
    {
        var shift = 64 - options.HashBits;
        if (options.MaxNgram > 0)
            Words(text, options, shift, found);
        if (options.MaxCharacters == 0)
            return;
        if (!options.CharactersWithinWords)
        {
            Characters(text, options, shift, false, found);
            return;
        }

        var position = 0;
        while (TextTokenizer.TryNext(TextTokenizerKind.Whitespace, text, ref position, out var word))
            Characters(word, options, shift, true, found);
    }

    public static NgramVectorizer Fit(IEnumerable<string> texts, NgramOptions options, out SparseRows rows, int threads, CancellationToken cancellationToken)
    {
        var columns = 1 << options.HashBits;
        var (frequencies, last) = (new int[columns], new int[columns]);
        var read = new NumberBuffer();
        var (ends, found) = (new List<int>(), new List<int>());
        var buffer = Array.Empty<char>();
        foreach (var text in texts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.Clear();
            Collect(TextTokenizer.Normalize(text, options.Lowercase, ref buffer), options, found);
            read.AddRange(CollectionsMarshal.AsSpan(found));
            ends.Add(read.Count);
            foreach (var column in found)
            {
                if (last[column] == ends.Count)
                    continue;
                last[column] = ends.Count;
                frequencies[column]++;
            }
        }

        var vectorizer = new NgramVectorizer(options, [], TermWeighing.Idf(frequencies, ends.Count, options.UseIdf), columns);
        var all = read.Drain();
        int Begin(int text) => text == 0 ? 0 : ends[text - 1];
        rows = vectorizer.Rows(ends.Count, text => ends[text] - Begin(text), (text, to) =>
        {
            all.AsSpan(Begin(text)..ends[text]).CopyTo(to.Span);
            return to.Length;
        }, threads, cancellationToken);
        return vectorizer;
    }

    private static void Words(ReadOnlySpan<char> text, NgramOptions options, int shift, List<int> found)
    {
        Span<ulong> open = stackalloc ulong[options.MaxNgram]; // the hashes of the n-grams that end at the last word, by length less 1
        var (position, seen) = (0, 0);
        while (TextTokenizer.TryNext(options.Tokenizer, text, ref position, out var word))
        {
            var hash = WordTable.Hash(word);
            seen = Math.Min(seen + 1, options.MaxNgram);
            for (var n = seen - 1; n > 0; n--)
                open[n] = WordTable.Mix(open[n - 1] + WordTable.Mix(hash));
            open[0] = hash;
            for (var n = options.MinNgram; n <= seen; n++)
                found.Add((int)(open[n - 1] >> shift));
        }
    }

    private static void Characters(ReadOnlySpan<char> text, NgramOptions options, int shift, bool isWord, List<int> found)
    {
        Span<ulong> symbols = text.Length + 2 <= 512 ? stackalloc ulong[text.Length + 2] : new ulong[text.Length + 2];
        var count = 0;
        if (isWord)
            symbols[count++] = ' ';
        for (var at = 0; at < text.Length;)
        {
            var length = 1;
            if (CharacterClasses.IsBlank(text[at]))
            {
                while (at + length < text.Length && CharacterClasses.IsBlank(text[at + length]))
                    length++;
                symbols[count++] = ' ';
            }
            else
            {
                var rune = new Rune('\ufffd');
                if (char.IsSurrogate(text[at]))
                    Rune.DecodeFromUtf16(text[at..], out rune, out length);
                symbols[count++] = char.IsSurrogate(text[at]) ? (ulong)rune.Value : text[at];
            }

            at += length;
        }

        if (isWord)
            symbols[count++] = ' ';
        var shortest = isWord ? Math.Min(options.MinCharacters, count) : options.MinCharacters;
        for (var at = 0; at < count; at++)
        {
            var hash = OfCharacters;
            for (var n = 1; n <= options.MaxCharacters && at + n <= count; n++)
            {
                hash = WordTable.Mix(hash + symbols[at + n - 1]);
                if (n >= shortest)
                    found.Add((int)(hash >> shift));
            }
        }
    }
}
