namespace Praxis.Data.Tables;

/// <summary>How many rows have this facet and this label; null is no value.</summary>
public sealed record CrosstabCell(string? Facet, string? Label, long Rows);
