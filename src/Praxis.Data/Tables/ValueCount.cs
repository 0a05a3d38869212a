namespace Praxis.Data.Tables;

/// <summary>A value as written and the rows that have it.</summary>
public sealed record ValueCount(string Value, long Rows);
