namespace Praxis.Contracts.Experiments;

/// <summary>Some runs of a search.</summary>
/// <param name="Runs">The runs in their order.</param>
/// <param name="Next">What asks for those after these; null where there are none.</param>
public sealed record RunPage(IReadOnlyList<ExperimentRun> Runs, string? Next);
