using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Prepare.Processing;

/// <summary>What a processing job has made.</summary>
/// <param name="Record">The job on record, with its files and what its processes used.</param>
/// <param name="Jobs">The last job of each shard.</param>
/// <param name="Files">Path below the folder of results, and artifact, of each file.</param>
public sealed record ProcessingResult(WorkRecord Record, IReadOnlyList<Job> Jobs, IReadOnlyList<(string Path, string Artifact)> Files);
