namespace Praxis.Learning.Text;

/// <summary>What a <see cref="TfidfVectorizer"/> counts and how it weighs.</summary>
public sealed record TfidfOptions
{
    /// <summary>How texts become words.</summary>
    public TextTokenizerKind Tokenizer { get; init; } = TextTokenizerKind.Words;

    /// <summary>The longest n-gram; all from 1 on are counted.</summary>
    public int MaxNgram { get; init; } = 2;

    /// <summary>In how many texts an n-gram must occur to become a feature.</summary>
    public int MinDocumentFrequency { get; init; } = 2;

    /// <summary>Whether a count tf weighs 1 + ln tf rather than tf.</summary>
    public bool SublinearTf { get; init; } = true;

    /// <summary>Whether rare n-grams weigh more.</summary>
    public bool UseIdf { get; init; } = true;
}
