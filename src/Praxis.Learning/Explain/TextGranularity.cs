namespace Praxis.Learning.Explain;

/// <summary>What counts as one feature of a text.</summary>
public enum TextGranularity
{
    /// <summary>A word, a number, an ideograph, or a run of punctuation.</summary>
    Token,

    /// <summary>From the first visible character to the mark that ends it.</summary>
    Sentence,

    /// <summary>Lines up to the next empty one.</summary>
    Paragraph,
}
