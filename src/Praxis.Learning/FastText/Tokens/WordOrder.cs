namespace Praxis.Learning.FastText.Tokens;

/// <summary>What the order of the dictionary depends on: words before labels, then the frequent first. One number holds both, since the sort compares a million times.</summary>
internal readonly struct WordOrder(long count, int id, bool isLabel) : IOrdered<WordOrder>
{
    private const long Labels = 1L << 61;
    private readonly long key = (isLabel ? Labels : 0) - count;

    public int Id { get; } = id;

    public bool IsLabel => key > 0;

    public long Count => (IsLabel ? Labels : 0) - key;

    public static bool IsBefore(in WordOrder a, in WordOrder b) => a.key < b.key;
}
