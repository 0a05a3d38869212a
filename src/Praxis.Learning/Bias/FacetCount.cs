namespace Praxis.Learning.Bias;

/// <summary>The rows of one facet value.</summary>
/// <param name="Value">The value.</param>
/// <param name="Rows">Rows with it.</param>
/// <param name="Positive">Of them, rows with the positive label.</param>
public readonly record struct FacetCount(string Value, long Rows, long Positive);
