namespace Praxis.Learning.FastText.Tokens;

/// <summary>Counts tokens and lists their ids; an end of a line is the token <c>&lt;/s&gt;</c>.</summary>
internal readonly unsafe struct CountingSink(TokenTable table, NativeList ids) : ITokenSink
{
    public int Take(byte** starts, int* lengths, int count)
    {
        table.Tally(starts, lengths, count, ids.Reserve(count));
        ids.Count += count;
        return count;
    }

    public bool EndLine()
    {
        ids.Add(table.CountEndOfLine());
        return true;
    }
}
