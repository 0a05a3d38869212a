namespace Praxis.Platform.Foundation;

/// <summary>What a job's processes used at one moment.</summary>
/// <param name="Time">When.</param>
/// <param name="CpuSeconds">Seconds of computing since its start, of all its processes that still run and those they waited for.</param>
/// <param name="MemoryBytes">Memory in use, resident.</param>
/// <param name="Processes">How many processes it has.</param>
/// <param name="GpuPercent">Per cent of the moment in which its GPUs computed, added up over them; null where it uses none.</param>
/// <param name="GpuMemoryBytes">Memory of GPUs in use; null where it uses none.</param>
public sealed record JobUsage(DateTimeOffset Time, double CpuSeconds, long MemoryBytes, int Processes, double? GpuPercent = null, long? GpuMemoryBytes = null);
