using Praxis.Contracts.Evaluate;

namespace Praxis.Platform.Evaluate;

/// <summary>How good a model is on each value of a facet.</summary>
/// <param name="Facet">The facet's column.</param>
/// <param name="Slices">Its values, the most rows first.</param>
public sealed record FacetSlices(string Facet, IReadOnlyList<SliceScore> Slices);
