namespace Praxis.Contracts.Foundation;

/// <summary>A child process of a work on record, and what it used.</summary>
/// <param name="Shard">Its shard, from 0.</param>
/// <param name="Attempt">The try, from 1.</param>
/// <param name="JobId">Its job.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Seconds">How long it ran.</param>
/// <param name="CpuSeconds">Processor time of it and its children; null where it was not measured.</param>
/// <param name="PeakMemoryBytes">The most memory that it and its children held at once; null where it was not measured.</param>
public sealed record WorkProcess(int Shard, int Attempt, string JobId, JobStatus Status, double Seconds, double? CpuSeconds, long? PeakMemoryBytes);
