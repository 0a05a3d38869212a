using System.Runtime.InteropServices;

namespace Praxis.Platform.Foundation;

/// <summary>The few calls of NVIDIA's management library (NVML) that tell what a GPU does; it comes with the driver.</summary>
internal static class Nvml
{
    public const int Success = 0;
    private const string Library = "libnvidia-ml.so.1";

    [DllImport(Library, EntryPoint = "nvmlInit_v2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Init();

    [DllImport(Library, EntryPoint = "nvmlDeviceGetCount_v2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int CountDevices(out uint count);

    [DllImport(Library, EntryPoint = "nvmlDeviceGetHandleByIndex_v2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Device(uint index, out nint device);

    [DllImport(Library, EntryPoint = "nvmlDeviceGetUtilizationRates")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Utilization(nint device, out Rates rates);

    [DllImport(Library, EntryPoint = "nvmlDeviceGetMemoryInfo")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Memory(nint device, out MemoryInfo memory);

    [DllImport(Library, EntryPoint = "nvmlDeviceGetComputeRunningProcesses_v3")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Processes(nint device, ref uint count, [Out] ProcessInfo[] processes);

    /// <summary>Per cent of the last moment in which it computed, and in which its memory was read or written.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Rates
    {
        public uint Gpu;
        public uint Memory;
    }

    /// <summary>Bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct MemoryInfo
    {
        public ulong Total;
        public ulong Free;
        public ulong Used;
    }

    /// <summary>A process that computes, with the bytes that it holds.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct ProcessInfo
    {
        public uint Pid;
        public ulong UsedMemory;
        public uint GpuInstance;
        public uint ComputeInstance;
    }
}
