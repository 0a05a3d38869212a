namespace Praxis.Platform.Pipelines.Replays;

/// <summary>One piece of work that was done again.</summary>
/// <param name="Kind">What it was: <c>dataset</c>, <c>prepared</c>, <c>job</c>.</param>
/// <param name="Id">Which.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Outcome">Whether it gave the same.</param>
/// <param name="Recorded">The hashes on record.</param>
/// <param name="Found">The hash that came now for each of them; empty where none did.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Why">Why it could not be done again; null otherwise.</param>
public sealed record ReplayStep(string Kind, string Id, string Name, ReplayOutcome Outcome, IReadOnlyList<string> Recorded, IReadOnlyList<string> Found, double Seconds, string? Why);
