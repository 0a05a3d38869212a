using System.Globalization;

namespace Praxis.Platform.Foundation;

/// <summary>Adds up what the processes of a job's session use, as <c>/proc</c> tells it.</summary>
internal static class JobUsageReader
{
    private const double TicksPerSecond = 100; // USER_HZ, the same on every Linux that .NET runs on

    /// <summary>The use at the moment; null where the system does not say or nothing is left.</summary>
    public static JobUsage? Read(IJobProcess process, bool asksForGpus, DateTimeOffset now)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var session = process.Identity.Pid;
        var attendant = session.ToString(CultureInfo.InvariantCulture);
        var (ticks, pages, processes) = (0L, 0L, new HashSet<int>());
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            var name = Path.GetFileName(folder.AsSpan());
            if (!char.IsAsciiDigit(name[0]) || (process.IsAttended && name.SequenceEqual(attendant)))
                continue;
            try
            {
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                if (long.Parse(fields[3], CultureInfo.InvariantCulture) != session)
                    continue;
                ticks += Number(11) + Number(12) + Number(13) + Number(14);
                pages += Math.Max(0, Number(21));
                processes.Add(int.Parse(name, CultureInfo.InvariantCulture));

                long Number(int at) => long.Parse(fields[at], CultureInfo.InvariantCulture);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException)
            {
                // It ended meanwhile.
            }
        }

        if (processes.Count == 0)
            return null;
        var gpu = GpuUsage.Read(processes, asksForGpus);
        return new JobUsage(now, ticks / TicksPerSecond, pages * Environment.SystemPageSize, processes.Count, gpu?.Percent, gpu?.MemoryBytes);
    }
}
