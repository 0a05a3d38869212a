namespace Praxis.Learning.FastText.Tokens;

/// <summary>What the order of the dictionary depends on: words before labels, then the frequent first.</summary>
internal readonly record struct WordOrder(long Count, int Id, bool IsLabel) : IOrdered<WordOrder>
{
    public static bool IsBefore(in WordOrder a, in WordOrder b) => a.IsLabel != b.IsLabel ? !a.IsLabel : a.Count > b.Count;
}
