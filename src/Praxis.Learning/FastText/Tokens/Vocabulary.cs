using Praxis.Contracts.Foundation;

namespace Praxis.Learning.FastText.Tokens;

/// <summary>From counted tokens to the dictionary: the sort, the cut at the least counts, and the words of pretrained vectors.</summary>
internal sealed class Vocabulary
{
    /// <summary>Three quarters of the original's 30,000,000 places: beyond it rare words and labels are dropped while the text is read.</summary>
    public const int MostEntries = 22_500_000;

    private readonly TokenTable table;
    private readonly byte[] labelPrefix;
    private WordOrder[] order;

    /// <param name="text">The text.</param>
    /// <param name="labelPrefix">What a label begins with.</param>
    /// <param name="mostEntries">More words and labels than these are not held at once.</param>
    public Vocabulary(TextTokens text, string labelPrefix, int mostEntries = MostEntries)
    {
        table = text.Table;
        this.labelPrefix = System.Text.Encoding.UTF8.GetBytes(labelPrefix);
        Tokens = text.Ids.Count;
        if (table.Count > mostEntries)
        {
            order = new CrowdedVocabulary(IsLabel, table.Count, mostEntries).Count(text.Ids);
            return;
        }

        var counts = table.Counts();
        order = new WordOrder[counts.Length];
        for (var id = 0; id < order.Length; id++)
            order[id] = new WordOrder(counts[id], id, IsLabel(id));
    }

    /// <summary>All tokens of the text, and one for each word of pretrained vectors.</summary>
    public long Tokens { get; private set; }

    /// <summary>Whether a token names a label.</summary>
    public bool IsLabel(int id) => table.Text(id).StartsWith(labelPrefix);

    /// <summary>Sorts, and drops what is rarer.</summary>
    /// <exception cref="UserException">Nothing is left.</exception>
    public void Cut(long leastWord, long leastLabel)
    {
        IntroSort.Sort(order);
        var kept = 0;
        foreach (var entry in order)
            if (entry.Count >= (entry.IsLabel ? leastLabel : leastWord))
                order[kept++] = entry;
        if (kept < order.Length)
            Array.Resize(ref order, kept);
        if (kept == 0)
            throw new UserException(new Problem { Type = "empty-vocabulary", Found = "Empty vocabulary. Try a smaller -minCount value.", Remedy = "Lower the least count (-minCount, min_count)" });
    }

    /// <summary>Adds each word of pretrained vectors once more, then sorts again.</summary>
    public void Include(IEnumerable<byte[]> words)
    {
        var all = order.ToList();
        var places = all.Index().ToDictionary(entry => entry.Item.Id, entry => entry.Index);
        foreach (var word in words)
        {
            var id = table.Add(word, 0);
            if (places.TryGetValue(id, out var place))
            {
                all[place] = new WordOrder(all[place].Count + 1, id, all[place].IsLabel);
            }
            else
            {
                places.Add(id, all.Count);
                all.Add(new WordOrder(1, id, IsLabel(id)));
            }

            Tokens++;
        }

        order = [.. all];
        Cut(1, 0);
    }

    /// <summary>The dictionary, whose ids follow the order.</summary>
    public FastTextDictionary Build()
    {
        long length = 0;
        var words = 0;
        foreach (var entry in order)
        {
            length += table.Text(entry.Id).Length;
            words += entry.IsLabel ? 0 : 1;
        }

        var text = new byte[length];
        var (starts, own) = (new int[order.Length + 1], new long[order.Length]);
        var finalIds = new int[table.Count];
        for (var id = 0; id < finalIds.Length; id++)
            finalIds[id] = -1;
        for (var i = 0; i < order.Length; i++)
        {
            var word = table.Text(order[i].Id);
            word.CopyTo(text.AsSpan(starts[i]));
            starts[i + 1] = starts[i] + word.Length;
            own[i] = order[i].Count;
            finalIds[order[i].Id] = i;
        }

        return new FastTextDictionary(table, finalIds, text, starts, own, words, Tokens);
    }
}
