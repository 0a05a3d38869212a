namespace Praxis.Data.Tables;

/// <summary>One data row: its number from 1, its text, its label and its facet as written.</summary>
public sealed record PreparedRow(long Row, string? Text, string? Label, string? Facet);
