namespace Praxis.Data.Tables;

/// <summary>What a table holds.</summary>
public sealed record TableProfile
{
    /// <summary>Data rows.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows that repeat an earlier one.</summary>
    public required long DuplicateRows { get; init; }

    /// <summary>The columns in the file's order.</summary>
    public required IReadOnlyList<ColumnProfile> Columns { get; init; }
}
