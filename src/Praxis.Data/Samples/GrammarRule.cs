namespace Praxis.Data.Samples;

/// <summary>A named choice of phrases.</summary>
internal sealed class GrammarRule(string name, int number)
{
    public string Name { get; } = name;

    public int Number { get; } = number;

    /// <summary>True if one review keeps to its first choice (a person has one height).</summary>
    public bool IsKept { get; set; }

    public GrammarNode[][] Phrases { get; set; } = [];

    /// <summary>The weights of the phrases as running sums.</summary>
    public int[] RunningWeights { get; set; } = [];

    /// <summary>The number of the rule's first phrase among all phrases of the grammar.</summary>
    public int FirstPhrase { get; set; }
}
