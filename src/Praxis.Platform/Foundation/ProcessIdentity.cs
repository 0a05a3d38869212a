using System.Diagnostics;
using System.Globalization;

namespace Praxis.Platform.Foundation;

/// <summary>A process, told apart from a later one with the same id by its start time.</summary>
/// <param name="Pid">The process id.</param>
/// <param name="StartTime">When it started, in the system's own unit.</param>
public sealed record ProcessIdentity(int Pid, long StartTime)
{
    /// <summary>This process.</summary>
    public static ProcessIdentity Current { get; } = new(Environment.ProcessId, StartOf(Environment.ProcessId) ?? 0);

    /// <summary>Whether that very process still runs.</summary>
    public bool IsAlive => StartOf(Pid) == StartTime;

    /// <summary>When the process with this id started; null where there is none (a zombie counts as none).</summary>
    public static long? StartOf(int pid)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                using var process = Process.GetProcessById(pid);
                return process.HasExited ? null : process.StartTime.ToUniversalTime().Ticks;
            }

            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or ArgumentException or InvalidOperationException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
