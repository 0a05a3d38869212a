using Praxis.Learning.FastText.Rows;

namespace Praxis.Learning.FastText.Tokens;

/// <summary>The rows of each token of a text, or of each word of a dictionary: its own, if the dictionary has it, and those of its character n-grams.</summary>
internal sealed unsafe class Subwords : IDisposable
{
    private readonly NativeList rows = new();
    private readonly long[] starts;
    private readonly bool[] distinct;
    private readonly FastTextDictionary dictionary;
    private readonly FastTextOptions options;
    private readonly BucketRows? compact;
    private readonly Dictionary<int, int>? kept;
    private readonly List<int> buckets = [];

    private Subwords(int count, FastTextDictionary dictionary, FastTextOptions options, BucketRows? compact)
    {
        (this.dictionary, this.options, this.compact) = (dictionary, options, compact);
        starts = new long[count + 1];
        distinct = new bool[count];
        kept = dictionary.Pruned is null ? null : new Dictionary<int, int>(dictionary.Pruned);
    }

    /// <summary>The rows of all words and n-grams, one list after the other.</summary>
    public int* Rows => rows.Items;

    /// <summary>Where each list begins, and the end.</summary>
    public ReadOnlySpan<long> Starts => starts;

    /// <summary>By the ids of a text's table.</summary>
    public static Subwords OfTokens(TokenTable table, FastTextDictionary dictionary, FastTextOptions options, BucketRows? compact)
    {
        var subwords = new Subwords(dictionary.FinalIds.Length, dictionary, options, compact);
        for (var id = 0; id < dictionary.FinalIds.Length; id++)
        {
            if (dictionary.FinalIds[id] < dictionary.Words)
                subwords.Add(dictionary.FinalIds[id], table.Text(id));
            subwords.starts[id + 1] = subwords.rows.Count;
        }

        subwords.rows.Complete();
        return subwords;
    }

    /// <summary>By the ids of a dictionary's words.</summary>
    public static Subwords OfWords(FastTextDictionary dictionary, FastTextOptions options, BucketRows? compact)
    {
        var subwords = new Subwords(dictionary.Words, dictionary, options, compact);
        var seen = new HashSet<int>();
        for (var id = 0; id < dictionary.Words; id++)
        {
            subwords.Add(id, dictionary.Text(id));
            subwords.starts[id + 1] = subwords.rows.Count;
            seen.Clear();
            var isDistinct = true;
            foreach (var row in subwords.Of(id))
                isDistinct &= seen.Add(row);
            subwords.distinct[id] = isDistinct;
        }

        subwords.rows.Complete();
        return subwords;
    }

    /// <summary>The rows of a token, by its id.</summary>
    public ReadOnlySpan<int> Of(int id) => new(rows.Items + starts[id], (int)(starts[id + 1] - starts[id]));

    /// <summary>Whether no row stands twice in the list of a dictionary's word.</summary>
    public bool IsDistinct(int word) => distinct[word];

    public void Dispose() => rows.Dispose();

    private void Add(int own, ReadOnlySpan<byte> text)
    {
        if (own >= 0)
            rows.Add(own);
        if (options.MaxCharacters <= 0 || (own >= 0 && own == dictionary.EndOfLine))
            return;
        buckets.Clear();
        Ngrams.OfCharacters(text, options.MinCharacters, options.MaxCharacters, options.Buckets, buckets);
        foreach (var bucket in buckets)
            if (compact is not null)
                rows.Add(compact.Take(bucket));
            else if (kept is null)
                rows.Add(dictionary.Words + bucket);
            else if (kept.TryGetValue(bucket, out var row))
                rows.Add(dictionary.Words + row);
    }
}
