using Praxis.Learning.FastText.Rows;
using Praxis.Learning.FastText.Tokens;

namespace Praxis.Learning.FastText;

/// <summary>The lines of a training text as rows to add up: words (or tokens that stand for a word and its character n-grams), then word n-grams, and labels.</summary>
internal sealed unsafe class Documents : IDisposable
{
    private readonly List<Document> lines = [];

    private Documents()
    {
    }

    /// <summary>Word rows, or ids of <see cref="Subwords"/>.</summary>
    public NativeList Words { get; } = new();

    public NativeList Ngrams { get; } = new();

    public NativeList Labels { get; } = new();

    /// <summary>Expands each entry of <see cref="Words"/>; null where those are rows already.</summary>
    public Subwords? Subwords { get; private init; }

    /// <summary>Where each line begins in the lists; the last entry is their end.</summary>
    public ReadOnlySpan<Document> Lines => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(lines);

    public int Count => lines.Count - 1;

    /// <summary>The line where part <paramref name="part"/> of so many equal parts of the text begins.</summary>
    public int LineAt(int part, int parts)
    {
        var token = Lines[^1].Token * part / parts;
        var (low, high) = (0, Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = Lines[middle].Token <= token ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    /// <summary>Splits a text into lines; each ends behind <c>&lt;/s&gt;</c>.</summary>
    public static Documents Build(TextTokens text, Vocabulary vocabulary, FastTextDictionary dictionary, FastTextOptions options, BucketRows? buckets, CancellationToken cancellationToken)
    {
        var documents = new Documents { Subwords = options.MaxCharacters > 0 ? new Subwords(text.Table, dictionary, options) : null };
        var (kinds, hashes) = Kinds(text.Table, vocabulary, dictionary, options);
        fixed (int* kind = kinds, hash = hashes)
            documents.Split(text, kind, options.WordNgrams > 1 ? hash : null, options, cancellationToken);
        documents.Words.Complete();
        documents.Ngrams.Complete();
        if (buckets is not null)
            buckets.Take(documents.Ngrams.Items, documents.Ngrams.Count);
        else
            for (nint i = 0; i < documents.Ngrams.Count; i++)
                documents.Ngrams.Items[i] += dictionary.Words;
        return documents;
    }

    public void Dispose()
    {
        Words.Dispose();
        Ngrams.Dispose();
        Labels.Dispose();
        Subwords?.Dispose();
    }

    // What each token is: 0 and up a word, -1 a word without a row, -2 a label to ignore, -3 and down a label.
    private static (int[] Kinds, int[] Hashes) Kinds(TokenTable table, Vocabulary vocabulary, FastTextDictionary dictionary, FastTextOptions options)
    {
        var finalIds = dictionary.FinalIds;
        var kinds = new int[finalIds.Length];
        var hashes = new int[options.WordNgrams > 1 ? finalIds.Length : 1];
        for (var id = 0; id < finalIds.Length; id++)
        {
            var own = finalIds[id];
            kinds[id] = own >= dictionary.Words ? dictionary.Words - own - 3
                : own < 0 && vocabulary.IsLabel(id) ? -2
                : options.MaxCharacters > 0 ? id
                : own;
            if (options.WordNgrams > 1)
                hashes[id] = (int)WordHash.Of(table.Text(id));
        }

        return (kinds, hashes);
    }

    private void Split(TextTokens text, int* kinds, int* hashes, FastTextOptions options, CancellationToken cancellationToken)
    {
        var endOfLine = text.Table.Find(TextTokens.EndOfLine);
        var tokens = text.Ids.Items;
        var count = text.Ids.Count;
        using var lineHashes = new NativeList();
        var begin = (nint)0;
        Words.Reserve(count);
        while (begin < count)
        {
            lines.Add(new Document(Words.Count, Ngrams.Count, Labels.Count, begin));
            if (lines.Count % 4096 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            var left = new ReadOnlySpan<int>(tokens + begin, (int)Math.Min(count - begin, int.MaxValue));
            var length = left.IndexOf(endOfLine);
            var end = length < 0 ? begin + left.Length : begin + length + 1;
            var word = Words.Reserve(end - begin);
            lineHashes.Count = 0;
            var lineHash = lineHashes.Reserve(end - begin);
            for (var at = begin; at < end; at++)
            {
                var token = tokens[at];
                var kind = kinds[token];
                if (kind < -1)
                {
                    if (kind < -2)
                        Labels.Add(-3 - kind);
                    continue;
                }

                *word = kind;
                word += kind >= 0 ? 1 : 0;
                if (hashes is not null)
                    *lineHash++ = hashes[token];
            }

            Words.Count = (nint)(word - Words.Items);
            if (hashes is not null)
            {
                var words = (nint)(lineHash - lineHashes.Items);
                var next = Ngrams.Reserve(words * (options.WordNgrams - 1));
                Ngrams.Count = (nint)(Tokens.Ngrams.OfWords(lineHashes.Items, words, options.WordNgrams, options.Buckets, next) - Ngrams.Items);
            }

            begin = end;
        }

        lines.Add(new Document(Words.Count, Ngrams.Count, Labels.Count, count));
    }
}
