namespace Praxis.Contracts.Experiments;

/// <summary>A file of a run, or a folder of them.</summary>
/// <param name="Path">From the root of the run's artifacts, names separated by <c>/</c>.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
/// <param name="Bytes">Its length; null for a folder.</param>
/// <param name="Artifact">The artifact that holds its bytes; null for a folder.</param>
public sealed record RunArtifact(string Path, bool IsFolder, long? Bytes, string? Artifact);
