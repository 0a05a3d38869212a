namespace Praxis.Learning.FastText.Tokens;

/// <summary>Counts tokens and lists their ids.</summary>
internal readonly unsafe struct CountingSink(TokenTable table, NativeList ids) : ITokenSink
{
    public bool Take(byte** starts, int* lengths, int count)
    {
        table.Tally(starts, lengths, count, ids.Reserve(count));
        ids.Count += count;
        return true;
    }
}
