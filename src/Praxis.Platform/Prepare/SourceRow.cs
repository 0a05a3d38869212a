namespace Praxis.Platform.Prepare;

/// <summary>A row as preparation sees it; null where the table has no value.</summary>
/// <param name="Text">The text.</param>
/// <param name="Label">The label as the file writes it.</param>
/// <param name="Facet">The facet's value.</param>
public readonly record struct SourceRow(string? Text, string? Label, string? Facet = null);
