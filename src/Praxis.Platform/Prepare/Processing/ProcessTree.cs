using System.Globalization;
using System.Runtime.InteropServices;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Prepare.Processing;

/// <summary>What Linux tells of a supervised program and all that it started: memory while they run, processor time after their end.</summary>
internal static class ProcessTree
{
    private const int Children = -1;
    private const int SetChildSubreaper = 36;

    /// <summary>Lets processes whose parent ends become this process's own, so that a program's daemon in a session of its own is found too.</summary>
    public static void AdoptOrphans()
    {
        if (OperatingSystem.IsLinux())
            _ = prctl(SetChildSubreaper, 1, 0, 0, 0);
    }

    /// <summary>The processes that this one has as children.</summary>
    public static IReadOnlyList<int> ChildrenOf(int parent)
    {
        var found = new List<int>();
        if (!OperatingSystem.IsLinux())
            return found;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && Fields(pid) is { } fields && fields[1] == parent.ToString(CultureInfo.InvariantCulture))
                found.Add(pid);
        return found;
    }

    /// <summary>The processes of a session but one, which are those that a supervisor in a session of its own has started.</summary>
    public static IReadOnlyList<int> OfSession(int session, int except)
    {
        var found = new List<int>();
        if (!OperatingSystem.IsLinux())
            return found;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && pid != except && SessionOf(pid) == session)
                found.Add(pid);
        return found;
    }

    /// <summary>The session of a process; null where it is gone.</summary>
    public static int? SessionOf(int pid) => Fields(pid) is { } fields && int.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out var session) ? session : null;

    /// <summary>The memory that a process holds, and the most it has held since its program began.</summary>
    public static (long Now, long Peak) Memory(int pid)
    {
        try
        {
            long now = 0, peak = 0;
            foreach (var line in File.ReadLines($"/proc/{pid}/status"))
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                    peak = Kilobytes(line);
                else if (line.StartsWith("VmRSS:", StringComparison.Ordinal))
                {
                    now = Kilobytes(line);
                    break;
                }

            return (now, peak);
        }
        catch (Exception error) when (Failures.IsDisk(error))
        {
            return (0, 0);
        }
    }

    /// <summary>Processor time, and the memory of the greatest, of this process's children that have ended, with theirs.</summary>
    public static (double CpuSeconds, long PeakMemoryBytes) EndedChildren()
    {
        if (!OperatingSystem.IsLinux() || nint.Size != 8)
            return (0, 0);
        var usage = new long[32];
        return getrusage(Children, usage) == 0 ? (usage[0] + usage[1] / 1e6 + usage[2] + usage[3] / 1e6, usage[4] * 1024) : (0, 0);
    }

    private static long Kilobytes(string line) => long.Parse(line.AsSpan(6).Trim().TrimEnd(" kB"), NumberStyles.None, CultureInfo.InvariantCulture) * 1024;

    private static string[]? Fields(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception error) when (Failures.IsDisk(error))
        {
            return null;
        }
    }

    // struct rusage: user seconds and microseconds, system seconds and microseconds, the greatest resident set in KiB.
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int getrusage(int who, long[] usage);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int prctl(int option, nint first, nint second, nint third, nint fourth);
}
