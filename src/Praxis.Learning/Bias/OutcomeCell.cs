namespace Praxis.Learning.Bias;

/// <summary>The rows of one facet value in one stratum.</summary>
/// <param name="Facet">The facet's value; null for the rows that have none, which are on the other side of every value.</param>
/// <param name="Stratum">The value of the group variable; null where there is none.</param>
/// <param name="Positive">Rows with the positive label.</param>
/// <param name="Negative">All others, those without a label included.</param>
public readonly record struct OutcomeCell(string? Facet, string? Stratum, long Positive, long Negative);
