using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Praxis.Cli.Tests;

/// <summary>Signals to child processes.</summary>
internal static partial class Signals
{
    public static void Interrupt(Process process) => Assert.Equal(0, Kill(process.Id, 2));

    public static void KillHard(Process process) => Assert.Equal(0, Kill(process.Id, 9));

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
