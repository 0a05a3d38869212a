namespace Praxis.Platform.Foundation;

/// <summary>What a job's processes use of GPUs at one moment.</summary>
/// <param name="Percent">Per cent of the last moment in which their GPUs computed, added up over these: 200 is two GPUs that do nothing else.</param>
/// <param name="MemoryBytes">Bytes of these GPUs' memory that the processes hold.</param>
internal sealed record GpuUsage(double Percent, long MemoryBytes)
{
    private const long Unknown = -1;
    private static readonly Lazy<uint> Devices = new(CountDevices);

    /// <summary>The use of the GPUs on which one of the processes computes; null where there is no GPU, or none of them does.</summary>
    /// <param name="processes">Ids of the processes.</param>
    /// <param name="asksForGpus">Whether the job asked for GPUs: inside a container, whose process ids the driver does not know, all GPUs are then taken for its own.</param>
    public static GpuUsage? Read(IReadOnlySet<int> processes, bool asksForGpus)
    {
        var (percent, memory, found) = (0.0, 0L, false);
        for (var i = 0U; i < Devices.Value; i++)
        {
            if (Nvml.Device(i, out var device) != Nvml.Success)
                continue;
            var held = Held(device, processes, out var isForeign);
            if (held is null && !(asksForGpus && isForeign))
                continue;
            if (Nvml.Utilization(device, out var rates) == Nvml.Success)
                percent += rates.Gpu;
            if (held is null or Unknown)
                held = Nvml.Memory(device, out var info) == Nvml.Success ? (long)info.Used : 0;
            memory += held.Value;
            found = true;
        }

        return found ? new GpuUsage(percent, memory) : null;
    }

    // The bytes that the processes hold; null where none of them computes on it.
    private static long? Held(nint device, IReadOnlySet<int> processes, out bool isForeign)
    {
        var all = new Nvml.ProcessInfo[256];
        var count = (uint)all.Length;
        isForeign = Nvml.Processes(device, ref count, all) != Nvml.Success;
        if (isForeign)
            return null;
        var known = all.Take((int)count).ToList();
        var own = known.Where(process => processes.Contains((int)process.Pid)).ToList();
        isForeign = known.Count > 0 && known.TrueForAll(process => !Directory.Exists($"/proc/{process.Pid}"));
        return own.Count == 0 ? null : own.Exists(process => process.UsedMemory == ulong.MaxValue) ? Unknown : own.Sum(process => (long)process.UsedMemory);
    }

    private static uint CountDevices()
    {
        try
        {
            return Nvml.Init() == Nvml.Success && Nvml.CountDevices(out var count) == Nvml.Success ? count : 0;
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return 0;
        }
    }
}
