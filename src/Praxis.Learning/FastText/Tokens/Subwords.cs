using Praxis.Learning.FastText.Rows;

namespace Praxis.Learning.FastText.Tokens;

/// <summary>The rows of each token of a text, or of each word of a dictionary: its own, if the dictionary has it, and those of its character n-grams.</summary>
internal sealed unsafe class Subwords : IDisposable
{
    private readonly NativeList rows = new();
    private readonly long[] starts;
    private readonly bool[]? distinct;
    private readonly FastTextDictionary dictionary;
    private readonly FastTextOptions options;
    private readonly List<int> buckets = [];

    private Subwords(int count, bool areWords, FastTextDictionary dictionary, FastTextOptions options)
    {
        (this.dictionary, this.options) = (dictionary, options);
        starts = new long[count + 1];
        distinct = areWords ? new bool[count] : null;
    }

    /// <summary>The rows of all words and n-grams, one list after the other.</summary>
    public int* Rows => rows.Items;

    /// <summary>Where each list begins, and the end.</summary>
    public ReadOnlySpan<long> Starts => starts;

    /// <summary>By the ids of a text's table.</summary>
    public static Subwords OfTokens(TokenTable table, FastTextDictionary dictionary, FastTextOptions options)
    {
        var subwords = new Subwords(dictionary.FinalIds.Length, false, dictionary, options);
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
    public static Subwords OfWords(FastTextDictionary dictionary, FastTextOptions options)
    {
        var subwords = new Subwords(dictionary.Words, true, dictionary, options);
        for (var id = 0; id < dictionary.Words; id++)
        {
            subwords.Add(id, dictionary.Text(id));
            subwords.starts[id + 1] = subwords.rows.Count;
        }

        subwords.rows.Complete();
        return subwords;
    }

    /// <summary>Gives the buckets their rows: of the rows in the order of use, of those that a cut has kept, or one behind the other.</summary>
    public void Place(BucketRows? used, int firstBucket)
    {
        var kept = dictionary.Pruned is null ? null : new Dictionary<int, int>(dictionary.Pruned);
        var (filled, begin) = ((nint)0, 0L);
        var seen = new HashSet<int>();
        for (var id = 0; id < starts.Length - 1; id++)
        {
            var end = starts[id + 1];
            for (; begin < end; begin++)
            {
                var row = rows.Items[begin];
                if (row < 0)
                    row = used is not null ? used.Take(~row) : kept is null ? firstBucket + ~row : kept.TryGetValue(~row, out var place) ? firstBucket + place : -1;
                if (row < 0)
                    continue;
                rows.Items[filled++] = row;
            }

            starts[id + 1] = filled;
            if (distinct is null)
                continue;
            seen.Clear();
            distinct[id] = true;
            foreach (var row in Of(id))
                distinct[id] &= seen.Add(row);
        }

        rows.Count = filled;
        rows.Complete();
    }

    /// <summary>The rows of a token, by its id.</summary>
    public ReadOnlySpan<int> Of(int id) => new(rows.Items + starts[id], (int)(starts[id + 1] - starts[id]));

    /// <summary>Whether no row stands twice in the list of a dictionary's word.</summary>
    public bool IsDistinct(int word) => distinct![word];

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
            rows.Add(~bucket);
    }
}
