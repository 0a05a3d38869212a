namespace Praxis.Learning.FastText.Tokens;

/// <summary>
/// Counts as the original does where a text has more words and labels than it can hold: after each token that leaves too many, the least count rises by one, the entries are
/// sorted and the rarer are dropped. What was dropped begins again at one where it comes again, behind the others, so that counts and ids depend on it.
/// </summary>
/// <param name="isLabel">Whether a token names a label.</param>
/// <param name="tokens">How many different tokens there are.</param>
/// <param name="mostEntries">How many entries may be held.</param>
internal sealed class CrowdedVocabulary(Func<int, bool> isLabel, int tokens, int mostEntries)
{
    private const int Absent = -1;
    private readonly int[] places = [.. Enumerable.Repeat(Absent, tokens)];
    private WordOrder[] entries = new WordOrder[mostEntries + 1];
    private int count;
    private long least = 1;

    /// <summary>The entries that are held at the end of the text, in their order.</summary>
    public WordOrder[] Count(NativeList ids)
    {
        for (nint i = 0; i < ids.Count; i++)
        {
            var id = ids[i];
            if (places[id] is >= 0 and var place)
                entries[place] = new WordOrder(entries[place].Count + 1, id, entries[place].IsLabel);
            else
                Append(id);
            if (count > mostEntries)
                Drop();
        }

        return entries[..count];
    }

    private void Append(int id)
    {
        if (count == entries.Length)
            Array.Resize(ref entries, checked(count * 2));
        places[id] = count;
        entries[count++] = new WordOrder(1, id, isLabel(id));
    }

    private void Drop()
    {
        least++;
        var sorted = entries[..count];
        IntroSort.Sort(sorted);
        var kept = 0;
        foreach (var entry in sorted)
        {
            places[entry.Id] = entry.Count >= least ? kept : Absent;
            if (entry.Count >= least)
                entries[kept++] = entry;
        }

        count = kept;
    }
}
