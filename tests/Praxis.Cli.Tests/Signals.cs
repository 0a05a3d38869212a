using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Praxis.Cli.Tests;

/// <summary>Signals to child processes.</summary>
internal static partial class Signals
{
    /// <summary>What Ctrl+C sends; a run in the background, where shells make it be ignored, sends SIGTERM instead.</summary>
    public static void Interrupt(Process process) => Assert.Equal(0, Kill(process.Id, IsInterruptIgnored ? 15 : 2));

    public static void KillHard(Process process) => KillHard(process.Id);

    public static void KillHard(int pid) => Assert.Equal(0, Kill(pid, 9));

    /// <summary>Whether a process still runs; one that ended and that nobody has asked for (a zombie, where the first process adopts none) does not.</summary>
    public static bool IsRunning(string pid)
    {
        try
        {
            return !File.ReadAllText($"/proc/{pid.Trim()}/stat").Contains(") Z", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static bool IsInterruptIgnored =>
        File.ReadLines("/proc/self/status").Where(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)).Any(line => (Convert.ToUInt64(line[7..].Trim(), 16) & 2) != 0);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
