using Praxis.Learning.FastText.Tokens;

namespace Praxis.Learning.FastText;

/// <summary>Words and labels with their ids: words first, then labels, each the frequent first (A. Joulin et al., 2016, "Bag of tricks for efficient text classification").</summary>
internal sealed unsafe class FastTextDictionary
{
    private readonly TokenTable table;
    private readonly int[]? ids;
    private readonly byte[] text;
    private readonly int[] starts;
    private readonly long[] counts;

    /// <param name="table">Finds tokens.</param>
    /// <param name="ids">From the table's ids to this dictionary's, -1 for what was dropped; null where they are the same.</param>
    /// <param name="text">The bytes of all entries, one after the other.</param>
    /// <param name="starts">Where each entry's begin, and the end.</param>
    /// <param name="counts">The count of each entry.</param>
    /// <param name="words">How many entries are words.</param>
    /// <param name="tokens">All tokens of the training text.</param>
    public FastTextDictionary(TokenTable table, int[]? ids, byte[] text, int[] starts, long[] counts, int words, long tokens)
    {
        (this.table, this.ids, this.text, this.starts, this.counts) = (table, ids, text, starts, counts);
        (Words, Tokens) = (words, tokens);
        EndOfLine = Find(TextTokens.EndOfLine);
    }

    /// <summary>Words and labels.</summary>
    public int Count => counts.Length;

    public int Words { get; }

    public int Labels => Count - Words;

    /// <summary>All tokens of the training text.</summary>
    public long Tokens { get; }

    /// <summary>The id of <c>&lt;/s&gt;</c>, or -1.</summary>
    public int EndOfLine { get; }

    /// <summary>The buckets that a cut has kept, each with its row behind the words, in the order of the file; null where nothing was cut.</summary>
    public List<KeyValuePair<int, int>>? Pruned { get; set; }

    /// <summary>The count of each entry.</summary>
    public ReadOnlySpan<long> Counts => counts;

    public ReadOnlySpan<long> WordCounts => counts.AsSpan(0, Words);

    public ReadOnlySpan<long> LabelCounts => counts.AsSpan(Words);

    /// <summary>From the ids of the table that the training text was read into to this dictionary's; -1 for what was dropped.</summary>
    public ReadOnlySpan<int> FinalIds => ids;

    /// <summary>The bytes of an entry.</summary>
    public ReadOnlySpan<byte> Text(int id) => text.AsSpan(starts[id], starts[id + 1] - starts[id]);

    /// <summary>The id of a token, or -1. Sixteen bytes from its start are readable.</summary>
    public int Find(byte* start, int length)
    {
        var found = table.Find(start, length);
        return found < 0 || ids is null ? found : ids[found];
    }

    /// <summary>The ids of up to <see cref="TokenScanner.Most"/> tokens, -1 for unknown ones. Sixteen bytes from each start are readable.</summary>
    public void Find(byte** starts, int* lengths, int count, int* found)
    {
        table.Find(starts, lengths, count, found);
        if (ids is not null)
            for (var i = 0; i < count; i++)
                found[i] = found[i] < 0 ? -1 : ids[found[i]];
    }

    /// <summary>The id of a token, or -1.</summary>
    public int Find(ReadOnlySpan<byte> token)
    {
        var found = table.Find(token);
        return found < 0 || ids is null ? found : ids[found];
    }

    /// <summary>The dictionary of some of the entries.</summary>
    /// <param name="entries">Their ids, rising.</param>
    /// <param name="words">How many of them are words.</param>
    public FastTextDictionary Keep(ReadOnlySpan<int> entries, int words)
    {
        var own = new TokenTable(entries.Length);
        var bytes = new byte[text.Length];
        var (begins, kept) = (new int[entries.Length + 1], new long[entries.Length]);
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = Text(entries[i]);
            own.Add(entry, 0);
            entry.CopyTo(bytes.AsSpan(begins[i]));
            begins[i + 1] = begins[i] + entry.Length;
            kept[i] = counts[entries[i]];
        }

        return new FastTextDictionary(own, null, bytes[..begins[^1]], begins, kept, words, Tokens) { Pruned = Pruned };
    }

    /// <summary>The same dictionary over the tokens of another text.</summary>
    public FastTextDictionary Over(TokenTable other)
    {
        var own = new int[other.Count];
        for (var id = 0; id < own.Length; id++)
            own[id] = Find(other.Text(id));
        return new FastTextDictionary(other, own, text, starts, counts, Words, Tokens) { Pruned = Pruned };
    }
}
