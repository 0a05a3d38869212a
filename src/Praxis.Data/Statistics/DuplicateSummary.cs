namespace Praxis.Data.Statistics;

/// <summary>Rows that are equal in every column.</summary>
/// <param name="Later">Rows that repeat an earlier one.</param>
/// <param name="Members">All rows that are equal to another one, the first ones too.</param>
/// <param name="Groups">The most frequent: their count and their first row, at most ten.</param>
public sealed record DuplicateSummary(long Later, RowSet Members, IReadOnlyList<(long Count, long FirstRow)> Groups);
