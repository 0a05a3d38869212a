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

    /// <summary>Yes, no or cannot tell for this value alone, at an error rate that holds over all values together.</summary>
    public BiasAnswer? Answer { get; init; }

    /// <summary>About how many more rows of the value an answer needs; null where it has one, or where more rows of it alone would not settle it.</summary>
    public long? RowsNeeded { get; init; }

    /// <summary>The lower end of the interval of DPL that the answer rests on; null where a side is empty.</summary>
    public double? Low { get; init; }

    /// <summary>The upper end.</summary>
    public double? High { get; init; }
}
