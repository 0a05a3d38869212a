namespace Praxis.Contracts.Evaluate;

/// <summary>Bias before or after training over all asked values of one facet.</summary>
/// <param name="Facets">One entry a value, in order of first appearance; empty where the whole part failed.</param>
/// <param name="Statistics">The same for the basic statistics.</param>
/// <param name="Error">Why the whole part failed; null otherwise.</param>
public sealed record BiasPart(IReadOnlyList<FacetMetrics> Facets, IReadOnlyList<FacetStatistics> Statistics, string? Error = null);
