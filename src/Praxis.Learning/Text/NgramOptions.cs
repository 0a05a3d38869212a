namespace Praxis.Learning.Text;

/// <summary>What an <see cref="NgramVectorizer"/> counts and how it weighs.</summary>
public sealed record NgramOptions
{
    /// <summary>How texts become words.</summary>
    public TextTokenizerKind Tokenizer { get; init; } = TextTokenizerKind.Words;

    /// <summary>Whether texts are lower-cased first.</summary>
    public bool Lowercase { get; init; } = true;

    /// <summary>The shortest n-gram of words.</summary>
    public int MinNgram { get; init; } = 1;

    /// <summary>The longest n-gram of words; 0 counts no words.</summary>
    public int MaxNgram { get; init; } = 2;

    /// <summary>The shortest n-gram of characters.</summary>
    public int MinCharacters { get; init; } = 2;

    /// <summary>The longest n-gram of characters; 0 counts no characters.</summary>
    public int MaxCharacters { get; init; }

    /// <summary>Whether n-grams of characters stay within what stands between blanks, with one blank at either side (scikit-learn's <c>char_wb</c>), or run over whole texts (<c>char</c>).</summary>
    public bool CharactersWithinWords { get; init; } = true;

    /// <summary>In how many texts an n-gram must occur to become a feature; below 1 it is a share of the texts.</summary>
    public double MinDocumentFrequency { get; init; } = 1;

    /// <summary>In how many texts it may occur at most; up to 1 it is a share of the texts.</summary>
    public double MaxDocumentFrequency { get; init; } = 1.0;

    /// <summary>How many features there are at most: those that occur most often; 0 keeps all.</summary>
    public int MaxFeatures { get; init; }

    /// <summary>Hashes n-grams to 2 to this power columns, which needs no vocabulary and no names; 0 keeps a vocabulary. Document frequencies and <see cref="MaxFeatures"/> then choose nothing.</summary>
    public int HashBits { get; init; }

    /// <summary>Whether a count tf weighs 1 + ln tf rather than tf.</summary>
    public bool SublinearTf { get; init; } = true;

    /// <summary>Whether an n-gram that occurs weighs the same however often it does; overrides <see cref="SublinearTf"/>.</summary>
    public bool Binary { get; init; }

    /// <summary>Whether rare n-grams weigh more: <c>ln((1 + n) / (1 + df)) + 1</c>.</summary>
    public bool UseIdf { get; init; } = true;

    /// <summary>Whether the words' part of a row and its characters' part each get length 1.</summary>
    public bool Normalize { get; init; } = true;

    /// <summary>Whether each option is in range and something is left to count.</summary>
    internal bool CountsSomething =>
        (MaxNgram > 0 || MaxCharacters > 0)
        && MaxNgram <= NgramVectorizer.LongestNgram && MaxCharacters <= NgramVectorizer.LongestNgram
        && (MaxNgram == 0 || (MinNgram >= 1 && MinNgram <= MaxNgram))
        && (MaxCharacters == 0 || (MinCharacters >= 1 && MinCharacters <= MaxCharacters))
        && MinDocumentFrequency >= 0 && MaxDocumentFrequency > 0 && MaxFeatures >= 0 && HashBits is >= 0 and <= 28;
}
