namespace Praxis.Platform.Prepare.Processing;

/// <summary>What a process and its children used.</summary>
/// <param name="CpuSeconds">Processor time, of user and system.</param>
/// <param name="PeakMemoryBytes">The most memory that was held at once.</param>
internal sealed record ResourceUse(double CpuSeconds, long PeakMemoryBytes);
