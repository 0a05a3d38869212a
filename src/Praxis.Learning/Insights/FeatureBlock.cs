namespace Praxis.Learning.Insights;

/// <summary>One column as features of a model.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Width">How many features it is.</param>
/// <param name="Values"><c>[rows, width]</c>, row-major; NaN is missing.</param>
public sealed record FeatureBlock(string Column, int Width, float[] Values);
