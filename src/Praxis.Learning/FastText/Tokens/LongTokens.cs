namespace Praxis.Learning.FastText.Tokens;

/// <summary>The tokens of a <see cref="TokenTable"/> that are longer than its slots hold.</summary>
internal sealed class LongTokens(TokenTable table)
{
    private readonly Dictionary<uint, List<int>> idsByHash = [];
    private readonly Dictionary<int, long> counts = [];

    /// <summary>Adds to a token's count and returns its id; -1 where it is not known.</summary>
    public int Count(ReadOnlySpan<byte> token, long count)
    {
        if (idsByHash.TryGetValue(WordHash.Of(token), out var ids))
            foreach (var id in ids)
                if (table.Text(id).SequenceEqual(token))
                {
                    if (count != 0)
                        counts[id] += count;
                    return id;
                }

        return -1;
    }

    public void Add(ReadOnlySpan<byte> token, int id, long count)
    {
        var hash = WordHash.Of(token);
        if (!idsByHash.TryGetValue(hash, out var ids))
            idsByHash.Add(hash, ids = []);
        ids.Add(id);
        counts.Add(id, count);
    }

    public void CopyCounts(long[] into)
    {
        foreach (var (id, count) in counts)
            into[id] = count;
    }
}
