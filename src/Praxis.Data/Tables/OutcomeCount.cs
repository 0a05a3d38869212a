namespace Praxis.Data.Tables;

/// <summary>Rows of one facet value in one group, by outcome.</summary>
/// <param name="Facet">The facet's value as the file wrote it, or the interval's name; null where the row has none.</param>
/// <param name="Group">The group's value; null where the row has none, or no group was asked for.</param>
/// <param name="Positive">Rows inside what counts as positive.</param>
/// <param name="Negative">All others.</param>
public readonly record struct OutcomeCount(string? Facet, string? Group, long Positive, long Negative);
