namespace Praxis.Platform.Foundation;

/// <summary>A file that a job is shown.</summary>
/// <param name="Channel">The channel whose folder it lies in.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Artifact">The artifact.</param>
public sealed record JobFile(string Channel, string Name, string Artifact);
