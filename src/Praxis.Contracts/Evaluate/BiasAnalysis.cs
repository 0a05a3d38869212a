namespace Praxis.Contracts.Evaluate;

/// <summary>Bias of labels and of predictions over one facet.</summary>
public sealed record BiasAnalysis
{
    /// <summary>The label's column.</summary>
    public required string Label { get; init; }

    /// <summary>What counts as positive: values joined by commas, or an interval.</summary>
    public required string LabelValueOrThreshold { get; init; }

    /// <summary>The facet's column.</summary>
    public required string Facet { get; init; }

    /// <summary>Bias of the labels.</summary>
    public required BiasPart PreTraining { get; init; }

    /// <summary>Bias of the predictions; null where there are none.</summary>
    public BiasPart? PostTraining { get; init; }

    /// <summary>How good the predictions are; null where there are none, or they cannot be read.</summary>
    public BinaryPerformance? Performance { get; init; }

    /// <summary>Where a column was read otherwise than SageMaker Clarify would, and what a figure does not tell; sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
