namespace Praxis.Data.Tables;

/// <summary>One data row: its number from 1, its text, its label, its facet and what more was asked for, as written.</summary>
public sealed record PreparedRow(long Row, string? Text, string? Label, string? Facet, IReadOnlyList<string?>? More = null);
