namespace Praxis.Contracts.Analyze;

/// <summary>The rows of one facet value beside all other rows.</summary>
public sealed record FacetBias
{
    /// <summary>The facet's value.</summary>
    public required string Value { get; init; }

    /// <summary>Rows with that value.</summary>
    public required long Rows { get; init; }

    /// <summary>Of them, rows with the positive label.</summary>
    public required long Positive { get; init; }

    /// <summary>All other rows.</summary>
    public required long OtherRows { get; init; }

    /// <summary>Of those, rows with the positive label.</summary>
    public required long OtherPositive { get; init; }

    /// <summary>The metrics, sorted by name.</summary>
    public required IReadOnlyList<BiasMetric> Metrics { get; init; }
}
