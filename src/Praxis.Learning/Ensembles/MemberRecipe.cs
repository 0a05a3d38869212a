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
    private static readonly NgramOptions LongerWords = Words with { MaxNgram = 3 };
    private static readonly NgramOptions WordPresence = Words with { Binary = true, UseIdf = false, Normalize = false };
    private static readonly NgramOptions CharacterPresence = WordPresence with { MaxNgram = 0, MinCharacters = 2, MaxCharacters = 5 };

    /// <summary>The members that there are; those that fit in about a second on some thousand texts are the default.</summary>
    public static IReadOnlyList<MemberRecipe> All { get; } =
    [
        new("naive-bayes", WordPresence, new() { Algorithm = LinearAlgorithm.NaiveBayes, Alpha = 1 }),
        new("naive-bayes-characters", CharacterPresence, new() { Algorithm = LinearAlgorithm.NaiveBayes, Alpha = 1 }),
        new("naive-bayes-weights", LongerWords, new() { Algorithm = LinearAlgorithm.NaiveBayes, Alpha = 0.3 }),
        new("complement-naive-bayes", Words, new() { Algorithm = LinearAlgorithm.ComplementNaiveBayes, Alpha = 1 }),
        new("nb-support-vectors", WordPresence, new() { Algorithm = LinearAlgorithm.SupportVectorMachine, C = 0.003, NaiveBayesWeighting = true }),
        new("support-vectors", LongerWords, new() { Algorithm = LinearAlgorithm.SupportVectorMachine, C = 0.2 }),
        new("ordinal", Words, new() { Algorithm = LinearAlgorithm.Ordinal, C = 3, Tolerance = 0.01 }),
        new("support-vectors-characters", Words with { MaxCharacters = 5 }, new() { Algorithm = LinearAlgorithm.SupportVectorMachine, C = 0.05 }),
        new("ridge", LongerWords, new() { Algorithm = LinearAlgorithm.Ridge, Alpha = 3 }),
        new("logistic-regression", Words, new() { Algorithm = LinearAlgorithm.LogisticRegression, C = 3, Tolerance = 0.01 }),
        new("fasttext"),
        new("gradient-boosting"),
    ];

    /// <summary>How many of <see cref="All"/>, from the first, are the default.</summary>
    public const int DefaultCount = 7;

    /// <summary>Whether it is one for ordered labels only.</summary>
    public bool NeedsOrder => Settings?.Algorithm == LinearAlgorithm.Ordinal;
}
