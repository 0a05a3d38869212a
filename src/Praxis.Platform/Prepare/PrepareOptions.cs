using Praxis.Contracts.Train;

namespace Praxis.Platform.Prepare;

/// <summary>How labelled texts become training and held-out rows.</summary>
public sealed record PrepareOptions
{
    /// <summary>The column that holds the text.</summary>
    public required string Text { get; init; }

    /// <summary>The columns that the model looks at beside the text; a row may lack their values.</summary>
    public IReadOnlyList<FeatureColumn> MoreColumns { get; init; } = [];

    /// <summary>The column that holds the label.</summary>
    public required string Label { get; init; }

    /// <summary>The column whose groups are compared for bias; null for none.</summary>
    public string? Facet { get; init; }

    /// <summary>Maps label values to classes; null keeps them.</summary>
    public string? LabelMap { get; init; }

    /// <summary>Facet values with no more rows than this are dropped.</summary>
    public int RareFacetRows { get; init; } = 10;

    /// <summary>Whether later copies of a row with the same text and label are removed.</summary>
    public bool Dedupe { get; init; }

    /// <summary>Whether the training rows are down-sampled to the size of the smallest class.</summary>
    public bool Balance { get; init; } = true;

    /// <summary>Fraction of the rows that is held out.</summary>
    public double HeldOut { get; init; } = 0.1;

    /// <summary>Seed of the split and of the down-sampling.</summary>
    public ulong Seed { get; init; } = 1;
}
