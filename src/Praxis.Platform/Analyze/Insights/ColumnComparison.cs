using Praxis.Data.Statistics;

namespace Praxis.Platform.Analyze.Insights;

/// <summary>One column in two tables.</summary>
public sealed record ColumnComparison
{
    /// <summary>The column.</summary>
    public required string Column { get; init; }

    /// <summary>In the first table; null where it is not there.</summary>
    public required ColumnStatistics? First { get; init; }

    /// <summary>In the second table; null where it is not there.</summary>
    public required ColumnStatistics? Second { get; init; }

    /// <summary>
    /// How far the values differ, 0 to 1: the largest gap between the cumulated shares of numbers (Kolmogorov and Smirnov), half the summed gaps between the shares of categories
    /// (total variation); null for texts and where a table has none.
    /// </summary>
    public double? Distance { get; init; }

    /// <summary>The distance that equal tables of these sizes would exceed once in a thousand times; null where there is none.</summary>
    public double? Chance { get; init; }

    /// <summary>Categories that only the second table has, the most frequent first, at most 20.</summary>
    public IReadOnlyList<string> NewValues { get; init; } = [];
}
