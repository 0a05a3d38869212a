namespace Praxis.Contracts.Foundation;

/// <summary>Some things that a query of the lineage reached.</summary>
/// <param name="Vertices">The things, the nearest first; the starts are not among them.</param>
/// <param name="Edges">The associations on the way to them; empty where they were not asked for.</param>
/// <param name="Next">What asks for those after these; null where there are none.</param>
public sealed record LineagePage(IReadOnlyList<LineageVertex> Vertices, IReadOnlyList<LineageAssociation> Edges, string? Next);
