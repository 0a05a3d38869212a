namespace Praxis.Contracts.Ingest;

/// <summary>One column of a dataset.</summary>
public sealed record ColumnSchema
{
    /// <summary>Its name, as the file says it; a column without one is called <c>column0</c>, <c>column1</c>, … by its place.</summary>
    public required string Name { get; init; }

    /// <summary>What its values are.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>Rows without a value.</summary>
    public required long Nulls { get; init; }

    /// <summary>Different values, nulls not counted; exact up to a million, beyond that see <see cref="DistinctIsEstimate"/>.</summary>
    public required long Distinct { get; init; }

    /// <summary>Whether <see cref="Distinct"/> is an estimate (HyperLogLog, at most 2 % off).</summary>
    public bool DistinctIsEstimate { get; init; }

    /// <summary>Why the column did not become the type that almost all of its values have, with the row; null where nothing stood in the way.</summary>
    public string? Remark { get; init; }
}
