namespace Praxis.Data.Statistics;

/// <summary>Some rows of a table, column by column.</summary>
/// <param name="Rows">Their numbers, from 1, ascending.</param>
/// <param name="Columns">The columns.</param>
public sealed record SampledRows(IReadOnlyList<long> Rows, IReadOnlyList<SampledColumn> Columns);
