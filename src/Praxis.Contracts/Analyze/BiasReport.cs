namespace Praxis.Contracts.Analyze;

/// <summary>Bias before training: every value of one facet against the rest, for one positive outcome of the label.</summary>
public sealed record BiasReport
{
    /// <summary>The label's column.</summary>
    public required string Label { get; init; }

    /// <summary>The label's value that counts as the good outcome.</summary>
    public required string Positive { get; init; }

    /// <summary>The facet's column.</summary>
    public required string Facet { get; init; }

    /// <summary>One entry a value, in the order in which the values first appear.</summary>
    public required IReadOnlyList<FacetBias> Values { get; init; }

    /// <summary>Yes, no or cannot tell, over all values.</summary>
    public required BiasAnswer Answer { get; init; }

    /// <summary>The value that the answer is about; null for <see cref="BiasAnswer.No"/>.</summary>
    public string? WorstValue { get; init; }

    /// <summary>About how many more rows of <see cref="WorstValue"/> an answer needs; null unless <see cref="BiasAnswer.CannotTell"/>.</summary>
    public long? RowsNeeded { get; init; }
}
