using Praxis.Learning.Linear;
using Praxis.Learning.Text;

namespace Praxis.Learning.Ensembles;

/// <summary>What an ensemble's member is and how it is fitted.</summary>
/// <param name="Name">Its name in hyper-parameters and reports.</param>
/// <param name="Features">What a linear member counts in each text; null for others.</param>
/// <param name="Settings">How a linear member is fitted; null for others.</param>
internal sealed record MemberRecipe(string Name, NgramOptions? Features = null, LinearSettings? Settings = null)
{
    private static readonly NgramOptions Words = new() { Tokenizer = TextTokenizerKind.ShortWords, MaxNgram = 2, MinDocumentFrequency = 2 };
    private static readonly NgramOptions WordsAndCharacters = Words with { MaxCharacters = 5 };
    private static readonly NgramOptions Presence = Words with { Binary = true, UseIdf = false, Normalize = false };

    /// <summary>The members that there are.</summary>
    public static IReadOnlyList<MemberRecipe> All { get; } =
    [
        new("support-vectors", WordsAndCharacters, new() { Algorithm = LinearAlgorithm.SupportVectorMachine, C = 0.1 }),
        new("ridge", WordsAndCharacters, new() { Algorithm = LinearAlgorithm.Ridge, Alpha = 3 }),
        new("nb-support-vectors", Presence, new() { Algorithm = LinearAlgorithm.SupportVectorMachine, C = 0.01, NaiveBayesWeighting = true }),
        new("naive-bayes", Presence, new() { Algorithm = LinearAlgorithm.NaiveBayes, Alpha = 1 }),
        new("complement-naive-bayes", Words, new() { Algorithm = LinearAlgorithm.ComplementNaiveBayes, Alpha = 1 }),
        new("logistic-regression", Words, new() { Algorithm = LinearAlgorithm.LogisticRegression, C = 3, Tolerance = 0.01 }),
        new("ordinal", Words, new() { Algorithm = LinearAlgorithm.Ordinal, C = 3, Tolerance = 0.01 }),
        new("fasttext"),
        new("gradient-boosting"),
    ];

    /// <summary>Whether it is one for ordered labels only.</summary>
    public bool NeedsOrder => Settings?.Algorithm == LinearAlgorithm.Ordinal;
}
