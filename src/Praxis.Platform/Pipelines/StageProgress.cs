namespace Praxis.Platform.Pipelines;

/// <summary>What a running pipeline tells its watcher.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Took">How long it took, where it has ended; null while it runs.</param>
/// <param name="Detail">What it found or does, a line; data in it is already made harmless.</param>
public sealed record StageProgress(string Stage, TimeSpan? Took, string Detail);
