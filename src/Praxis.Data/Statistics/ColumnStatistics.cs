using Praxis.Data.Tables;

namespace Praxis.Data.Statistics;

/// <summary>What one column holds.</summary>
public sealed record ColumnStatistics
{
    /// <summary>The column's name.</summary>
    public required string Name { get; init; }

    /// <summary>All rows.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows without a value: none, or nothing but white space.</summary>
    public required long Missing { get; init; }

    /// <summary>Different values as written, exactly up to a million; rows without one do not count.</summary>
    public required long Distinct { get; init; }

    /// <summary>Whether <see cref="Distinct"/> and <see cref="RareValues"/> are estimates: above a million values, right within 2 % (five standard errors).</summary>
    public bool IsDistinctEstimate { get; init; }

    /// <summary>How well each kind fits.</summary>
    public required TypeScores Scores { get; init; }

    /// <summary>The most frequent values, at most 20; ties in order of first appearance.</summary>
    public required IReadOnlyList<ValueCount> Top { get; init; }

    /// <summary>The least frequent value, of equal ones the first; null where there is none.</summary>
    public required ValueCount? Least { get; init; }

    /// <summary>Values with less than 0.05 of the rows of the most frequent one.</summary>
    public required long RareValues { get; init; }

    /// <summary>Its numbers; null where it has none.</summary>
    public required NumberStatistics? Numbers { get; init; }

    /// <summary>What the column is for a model.</summary>
    public ColumnKind Kind => Scores.Best;

    /// <summary>Rows with a value.</summary>
    public long Values => Rows - Missing;
}
