namespace Praxis.Learning.FastText;

/// <summary>An order that <see cref="IntroSort"/> sorts by.</summary>
internal interface IOrdered<TSelf>
{
    static abstract bool IsBefore(in TSelf a, in TSelf b);
}
