using Praxis.Contracts.Analyze;

namespace Praxis.Contracts.Evaluate;

/// <summary>The bias metrics of one facet value or interval against all other rows.</summary>
/// <param name="ValueOrThreshold">The values joined by commas, or the interval, such as <c>(40, 80]</c>; empty where the threshold is the maximum.</param>
/// <param name="Metrics">The metrics, sorted by name.</param>
public sealed record FacetMetrics(string ValueOrThreshold, IReadOnlyList<BiasMetric> Metrics);
