using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText.Rows;
using Praxis.Learning.FastText.Tokens;

namespace Praxis.Learning.FastText;

/// <summary>
/// The lines of a training text as rows to add up: words, then word n-grams, and labels. Words stay where the text's ids are: a token's id is its row, as long as no
/// word was dropped; with character n-grams it stands for all rows of the word.
/// </summary>
internal sealed unsafe class Documents : IDisposable
{
    private Document[] lines = new Document[1024];
    private readonly TextTokens text;
    private readonly FastTextDictionary dictionary;
    private readonly FastTextOptions options;

    private Documents(TextTokens text, FastTextDictionary dictionary, FastTextOptions options)
    {
        (this.text, this.dictionary, this.options) = (text, dictionary, options);
        Ngrams = new NativeList((long)text.Ids.Count * Math.Clamp(options.WordNgrams - 1, 0, 8));
    }

    /// <summary>Rows, or ids of <see cref="Subwords"/>.</summary>
    public NativeList Words => text.Ids;

    /// <summary>Word n-grams; room for all is taken at once, since pages that are not used cost nothing and growing would copy them.</summary>
    public NativeList Ngrams { get; }

    public NativeList Labels { get; } = new();

    /// <summary>Expands each entry of <see cref="Words"/>; null where those are rows.</summary>
    public Subwords? Subwords { get; private init; }

    /// <summary>The row of each word of the dictionary; null where it is the word's id.</summary>
    public int[]? WordRows { get; private set; }

    /// <summary>Rows of words; those of buckets follow.</summary>
    public int Rows { get; private set; }

    /// <summary>The lines; those from <see cref="Count"/> on are not used.</summary>
    public Document[] Lines => lines;

    /// <summary>Number of lines.</summary>
    public int Count { get; private set; }

    /// <summary>Splits a text into lines; each ends behind <c>&lt;/s&gt;</c>. The text's ids are changed.</summary>
    public static Documents Build(TextTokens text, Vocabulary vocabulary, FastTextDictionary dictionary, FastTextOptions options, CancellationToken cancellationToken)
    {
        var documents = new Documents(text, dictionary, options) { Subwords = options.MaxCharacters > 0 ? Subwords.OfTokens(text.Table, dictionary, options) : null };
        var kinds = documents.Kinds(vocabulary);
        documents.SetRows(kinds);
        documents.Split(kinds, cancellationToken);
        documents.Ngrams.Complete();
        return documents;
    }

    /// <summary>Gives the n-grams' buckets their rows.</summary>
    public void PlaceBuckets(BucketRows? buckets)
    {
        Subwords?.Place(buckets, Rows);
        if (buckets is not null)
            buckets.Take(Ngrams.Items, Ngrams.Count);
        else if (dictionary.Pruned is { } kept)
            Keep(new Dictionary<int, int>(kept));
        else
            for (nint i = 0; i < Ngrams.Count; i++)
                Ngrams.Items[i] += Rows;
    }

    /// <summary>The line where part <paramref name="part"/> of so many equal parts of the text begins.</summary>
    public int LineAt(int part, int parts)
    {
        var token = text.Ids.Count * part / parts;
        var (low, high) = (0, Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = lines[middle].Token <= token ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    public void Dispose()
    {
        Ngrams.Dispose();
        Labels.Dispose();
        Subwords?.Dispose();
    }

    // Word n-grams that a cut has dropped are none.
    private void Keep(Dictionary<int, int> kept)
    {
        var filled = (nint)0;
        foreach (ref var line in lines.AsSpan(0, Count))
        {
            var begin = filled;
            for (var i = line.Ngram; i < line.Ngram + line.Ngrams; i++)
                if (kept.TryGetValue(Ngrams.Items[i], out var row))
                    Ngrams.Items[filled++] = Rows + row;
            line = line with { Ngram = begin, Ngrams = (int)(filled - begin) };
        }

        Ngrams.Count = filled;
        Ngrams.Complete();
    }

    private TokenKind[] Kinds(Vocabulary vocabulary)
    {
        var finalIds = dictionary.FinalIds;
        var kinds = new TokenKind[finalIds.Length];
        for (var id = 0; id < finalIds.Length; id++)
            kinds[id] = finalIds[id] >= dictionary.Words ? TokenKind.Label
                : finalIds[id] < 0 && vocabulary.IsLabel(id) ? TokenKind.UnknownLabel
                : finalIds[id] < 0 ? TokenKind.UnknownWord
                : TokenKind.Word;
        return kinds;
    }

    // Where all words were kept, rows stand in the order of first occurrence, labels leaving gaps, and no id has to be rewritten.
    private void SetRows(TokenKind[] kinds)
    {
        Rows = dictionary.Words;
        var isKept = Subwords is null && dictionary.Pruned is null;
        foreach (var kind in kinds)
            isKept &= kind != TokenKind.UnknownWord;
        if (!isKept)
            return;
        Rows = kinds.Length;
        WordRows = new int[dictionary.Words];
        for (var id = 0; id < kinds.Length; id++)
            if (kinds[id] == TokenKind.Word)
                WordRows[dictionary.FinalIds[id]] = id;
    }

    private void Split(TokenKind[] kinds, CancellationToken cancellationToken)
    {
        var endOfLine = text.Table.Find(TextTokens.EndOfLine);
        var tokens = text.Ids.Items;
        var count = text.Ids.Count;
        var hashes = options.WordNgrams > 1 ? Hashes() : null;
        var mustRewrite = WordRows is null && Subwords is null;
        using var words = new NativeList();
        nint end;
        for (nint begin = 0; begin < count; begin = end)
        {
            if (Count % 4096 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            end = begin;
            while (end < count && tokens[end++] != endOfLine)
            {
            }

            if (end - begin > 1 << 30)
                throw new UserException(new Problem { Type = "line-too-long", Found = $"a line has {end - begin:N0} tokens", Expected = "at most 1,073,741,824", Remedy = "Break the text into lines" });
            var label = (int)Labels.Count;

            // Labels mostly stand first; behind them the words are a list already.
            var word = begin;
            while (word < end && kinds[tokens[word]] is TokenKind.Label or TokenKind.UnknownLabel)
                TakeLabel(kinds, tokens[word++]);
            var (wordCount, ngram) = ((int)(end - word), Ngrams.Count);
            var isPlain = !mustRewrite && AreWords(kinds, tokens + word, wordCount);
            if (!isPlain)
            {
                words.Count = 0;
                for (var at = word; at < end; at++)
                    if (kinds[tokens[at]] is TokenKind.Label or TokenKind.UnknownLabel)
                        TakeLabel(kinds, tokens[at]);
                    else
                        words.Add(tokens[at]);
            }

            if (hashes is not null)
                AddNgrams(isPlain ? tokens + word : words.Items, isPlain ? wordCount : words.Count, hashes);
            if (!isPlain)
                wordCount = Rewrite(words, kinds, tokens + word, mustRewrite);
            if (Count == lines.Length)
                Grow();
            lines[Count++] = new Document(word, wordCount, ngram, (int)(Ngrams.Count - ngram), label, (int)Labels.Count - label, begin, (int)(end - begin));
        }
    }

    private void Grow()
    {
        var old = lines;
        lines = new Document[2 * old.Length];
        Array.Copy(old, lines, old.Length);
    }

    private void TakeLabel(TokenKind[] kinds, int token)
    {
        if (kinds[token] == TokenKind.Label)
            Labels.Add(dictionary.FinalIds[token] - dictionary.Words);
    }

    private static bool AreWords(TokenKind[] kinds, int* tokens, int count)
    {
        var all = 0;
        for (var i = 0; i < count; i++)
            all |= (int)kinds[tokens[i]];
        return (all & ~(int)(TokenKind.Word | TokenKind.UnknownWord)) == 0;
    }

    private int Rewrite(NativeList words, TokenKind[] kinds, int* into, bool mustRewrite)
    {
        var next = into;
        for (nint i = 0; i < words.Count; i++)
            if (!mustRewrite)
                *next++ = words[i];
            else if (kinds[words[i]] == TokenKind.Word)
                *next++ = dictionary.FinalIds[words[i]];
        return (int)(next - into);
    }

    private int[] Hashes()
    {
        var hashes = new int[text.Table.Count];
        for (var id = 0; id < hashes.Length; id++)
            hashes[id] = (int)WordHash.Of(text.Table.Text(id));
        return hashes;
    }

    private void AddNgrams(int* words, nint count, int[] hashes)
    {
        var next = Ngrams.Reserve(count * (options.WordNgrams - 1));
        fixed (int* hash = hashes)
            Ngrams.Count = (nint)(Tokens.Ngrams.OfWords(words, hash, count, options.WordNgrams, options.Buckets, next) - Ngrams.Items);
    }
}
