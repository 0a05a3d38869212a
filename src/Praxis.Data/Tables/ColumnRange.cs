namespace Praxis.Data.Tables;

/// <summary>What of a column is meant: some values, or all numbers above a threshold.</summary>
/// <param name="Column">The column.</param>
public sealed record ColumnRange(string Column)
{
    /// <summary>The values as the file writes them; empty for each value, where that is allowed.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Numbers greater than it are meant; null for none.</summary>
    public double? Above { get; init; }
}
