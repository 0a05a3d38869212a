namespace Praxis.Platform.Foundation;

/// <summary>What a job's processes used at one moment.</summary>
/// <param name="Time">When.</param>
/// <param name="CpuSeconds">Seconds of computing since its start, of all its processes that still run and those they waited for.</param>
/// <param name="MemoryBytes">Memory in use, resident.</param>
/// <param name="Processes">How many processes it has.</param>
public sealed record JobUsage(DateTimeOffset Time, double CpuSeconds, long MemoryBytes, int Processes);
