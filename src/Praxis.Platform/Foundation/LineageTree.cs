using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>All a node was made from, and all that was made from it.</summary>
/// <param name="Node">The node.</param>
/// <param name="Upstream">The edges towards it, the nearest first.</param>
/// <param name="Downstream">The edges away from it, the nearest first.</param>
public sealed record LineageTree(LineageNode Node, IReadOnlyList<LineageEdge> Upstream, IReadOnlyList<LineageEdge> Downstream);
