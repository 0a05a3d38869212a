using Praxis.Contracts.Foundation;

namespace Praxis.Learning.FastText.Tokens;

/// <summary>From counted tokens to the dictionary: the sort, the cut at the least counts, and the words of pretrained vectors.</summary>
internal sealed class Vocabulary
{
    private readonly TokenTable table;
    private readonly byte[] labelPrefix;
    private readonly List<long> counts;
    private WordOrder[] order;

    public Vocabulary(TextTokens text, string labelPrefix)
    {
        table = text.Table;
        this.labelPrefix = System.Text.Encoding.UTF8.GetBytes(labelPrefix);
        counts = [.. table.Counts()];
        Tokens = text.Ids.Count;
        order = [.. Enumerable.Range(0, table.Count).Select(id => new WordOrder(counts[id], id, IsLabel(id)))];
    }

    /// <summary>All tokens of the text, and one for each word of pretrained vectors.</summary>
    public long Tokens { get; private set; }

    /// <summary>Whether a token names a label.</summary>
    public bool IsLabel(int id) => table.Text(id).StartsWith(labelPrefix);

    /// <summary>Sorts, and drops what is rarer.</summary>
    /// <exception cref="UserException">Nothing is left.</exception>
    public void Cut(long leastWord, long leastLabel)
    {
        IntroSort.Sort(order.AsSpan());
        order = [.. order.Where(entry => entry.Count >= (entry.IsLabel ? leastLabel : leastWord))];
        if (order.Length == 0)
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
                all[place] = all[place] with { Count = all[place].Count + 1 };
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
        var text = new byte[order.Sum(entry => (long)table.Text(entry.Id).Length)];
        var (starts, own) = (new int[order.Length + 1], new long[order.Length]);
        var finalIds = new int[table.Count];
        Array.Fill(finalIds, -1);
        for (var i = 0; i < order.Length; i++)
        {
            var word = table.Text(order[i].Id);
            word.CopyTo(text.AsSpan(starts[i]));
            starts[i + 1] = starts[i] + word.Length;
            own[i] = order[i].Count;
            finalIds[order[i].Id] = i;
        }

        return new FastTextDictionary(table, finalIds, text, starts, own, order.Count(entry => !entry.IsLabel), Tokens);
    }
}
