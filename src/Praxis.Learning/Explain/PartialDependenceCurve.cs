namespace Praxis.Learning.Explain;

/// <summary>What a model says on average as one feature changes.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Values">The values it was set to, <c>[grid]</c>: centres of buckets, or codes.</param>
/// <param name="Names">The values as texts: numbers, or categories.</param>
/// <param name="Predictions">The mean outputs, <c>[outputs][grid]</c>.</param>
/// <param name="Distribution">The share of rows in each bucket or category, <c>[grid]</c>; rows without a value are in none.</param>
/// <param name="Error">Why there is no curve; null otherwise.</param>
public sealed record PartialDependenceCurve(
    ExplainedFeature Feature, IReadOnlyList<double> Values, IReadOnlyList<string> Names, IReadOnlyList<IReadOnlyList<double>> Predictions, IReadOnlyList<double> Distribution, string? Error = null);
