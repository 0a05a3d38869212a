namespace Praxis.Platform.Evaluate;

/// <summary>What a model's report holds beside its figures.</summary>
public sealed record ReportOptions
{
    /// <summary>The label's column, for the bias report.</summary>
    public required string Label { get; init; }

    /// <summary>The class that counts as the good outcome; null leaves bias out.</summary>
    public string? Positive { get; init; }

    /// <summary>The facet values asked about together, or one threshold; empty takes each value by itself.</summary>
    public IReadOnlyList<string> FacetValues { get; init; } = [];

    /// <summary>A slice of fewer rows is marked as too small.</summary>
    public int FewestRows { get; init; } = 30;

    /// <summary>Seed of the bootstrap.</summary>
    public ulong Seed { get; init; } = 1;
}
