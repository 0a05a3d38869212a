namespace Praxis.Data.Samples;

/// <summary>A piece of a phrase.</summary>
internal sealed class GrammarNode(GrammarNodeKind kind)
{
    public GrammarNodeKind Kind { get; } = kind;

    public byte[] Text { get; init; } = [];

    /// <summary>The rule; of a garment's rule, one for each <see cref="Garment"/>; of an agreement, singular and plural.</summary>
    public GrammarRule[] Rules { get; init; } = [];

    /// <summary>The least number of a range; of a size, the step from the reviewer's own.</summary>
    public int Low { get; init; }

    public int High { get; init; }
}
