using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Prepare.Processing;

/// <summary>
/// Stands between a processing job and the user's program: measures what it and its children use, ends it where it takes more memory than it may or where its owner is gone,
/// and ends as it ended. It shares the program's standard streams.
/// </summary>
public static class Supervisor
{
    private const int NotStarted = 127;
    private static readonly TimeSpan ShortestLook = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestLook = TimeSpan.FromMilliseconds(250);

    internal const string UsageFile = "usage.json";

    /// <summary>Runs a program in the current folder and returns its exit code.</summary>
    /// <param name="folder">The job's folder, where usage and failure are written.</param>
    /// <param name="mostMemory">The most bytes that it and its children may hold; 0 for no limit.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    public static int Run(string folder, long mostMemory, string program, IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false };
        start.Environment["SM_USER_ARGS"] = JsonSerializer.Serialize(arguments);
        var owner = Parent();
        ProcessTree.AdoptOrphans();
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception error)
        {
            File.WriteAllText(Path.Combine(folder, "failure"), $"The program cannot be started: {SafeText.Line(error.Message, 300)}");
            return NotStarted;
        }

        var (peak, look) = (0L, ShortestLook);
        var isOwnSession = ProcessTree.SessionOf(Environment.ProcessId) == Environment.ProcessId;
        while (!process.WaitForExit(look))
        {
            var all = isOwnSession ? ProcessTree.OfSession(Environment.ProcessId, Environment.ProcessId) : [process.Id];
            var held = all.Select(ProcessTree.Memory).ToList();
            peak = held.Select(own => own.Peak).Append(held.Sum(own => own.Now)).Append(peak).Max();
            if (mostMemory > 0 && held.Sum(own => own.Now) > mostMemory)
            {
                Kill(process, all);
                File.WriteAllText(Path.Combine(folder, "failure"), string.Create(CultureInfo.InvariantCulture, $"It held more than {mostMemory / 1e6:N0} MB of memory, its limit (--memory-limit)"));
                Keep(folder, peak);
                return (int)Fault.Environment;
            }

            // Whoever asked for the work is gone, so nobody wants what comes of it.
            if (Parent() != owner)
            {
                Kill(process, all);
                return (int)Fault.Environment;
            }

            look = look * 1.5 < LongestLook ? look * 1.5 : LongestLook;
        }

        process.WaitForExit();
        Keep(folder, peak);

        // Nothing of the job outlives it, not even a daemon that left its session.
        foreach (var orphan in ProcessTree.ChildrenOf(Environment.ProcessId).Where(pid => pid != process.Id))
            Posix.Signal(orphan, Posix.Kill);
        return process.ExitCode;
    }

    internal static ResourceUse? Read(string folder)
    {
        try
        {
            return RecordJson.Read<ResourceUse>(File.ReadAllText(Path.Combine(folder, UsageFile)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private static void Keep(string folder, long peak)
    {
        var (cpu, largest) = ProcessTree.EndedChildren();

        // A child's peak counts that of the supervisor from before its program was loaded; what is below it says nothing.
        var own = ProcessTree.Memory(Environment.ProcessId).Peak;
        File.WriteAllText(Path.Combine(folder, UsageFile), RecordJson.Write(new ResourceUse(Math.Round(cpu, 3), largest > own + (own >> 3) ? Math.Max(peak, largest) : peak)));
    }

    private static void Kill(Process process, IReadOnlyList<int> all)
    {
        foreach (var pid in all)
            Posix.Signal(pid, Posix.Kill);
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    private static int Parent()
    {
        if (!OperatingSystem.IsLinux())
            return 0;
        var stat = File.ReadAllText("/proc/self/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
