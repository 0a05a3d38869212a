namespace Praxis.Platform.Foundation;

/// <summary>What jobs may use of a machine at a time.</summary>
/// <param name="Cpus">Cores.</param>
/// <param name="MemoryBytes">Memory.</param>
/// <param name="Gpus">GPUs.</param>
public sealed record SlotLimits(int Cpus, long MemoryBytes, int Gpus)
{
    /// <summary>This machine's.</summary>
    public static SlotLimits Machine { get; } = new(Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, CountGpus());

    private static int CountGpus()
    {
        const string folder = "/proc/driver/nvidia/gpus";
        return Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Count() : 0;
    }
}
