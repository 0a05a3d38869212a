namespace Praxis.Data.Tables;

/// <summary>What one column holds.</summary>
public sealed record ColumnProfile
{
    /// <summary>The column's name.</summary>
    public required string Name { get; init; }

    /// <summary>Rows without a value.</summary>
    public required long Nulls { get; init; }

    /// <summary>Different values, nulls not counted.</summary>
    public required long Distinct { get; init; }

    /// <summary>The most frequent values, at most ten; ties in order of first appearance.</summary>
    public required IReadOnlyList<ValueCount> Top { get; init; }
}
