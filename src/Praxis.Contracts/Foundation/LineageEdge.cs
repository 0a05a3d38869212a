namespace Praxis.Contracts.Foundation;

/// <summary>One step from what was used to what came of it.</summary>
/// <param name="From">What was used.</param>
/// <param name="To">What came of it.</param>
/// <param name="Relation">How: <c>input-of</c>, <c>produced</c>, <c>evaluated-by</c>, <c>deployed-as</c>.</param>
public sealed record LineageEdge(LineageNode From, LineageNode To, string Relation);
