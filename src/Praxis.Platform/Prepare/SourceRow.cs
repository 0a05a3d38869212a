namespace Praxis.Platform.Prepare;

/// <summary>A row as preparation sees it; null where the table has no value.</summary>
/// <param name="Text">The text.</param>
/// <param name="Label">The label as the file writes it.</param>
/// <param name="Facet">The facet's value.</param>
/// <param name="More">The values of <see cref="PrepareOptions.MoreColumns"/>; null where there are no such columns.</param>
public readonly record struct SourceRow(string? Text, string? Label, string? Facet = null, IReadOnlyList<string?>? More = null);
