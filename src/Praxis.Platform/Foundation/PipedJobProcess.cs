using System.Diagnostics;

namespace Praxis.Platform.Foundation;

/// <summary>A job whose words come by pipes, and whose standard input ends with its owner.</summary>
internal sealed class PipedJobProcess : IJobProcess
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);
    private readonly Process process;
    private Task[] listening = [];

    /// <summary>Starts it.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    public PipedJobProcess(ProcessStartInfo start)
    {
        process = Process.Start(start)!;
        Identity = new ProcessIdentity(process.Id, ProcessIdentity.StartOf(process.Id) ?? 0);
        Exit = process.WaitForExitAsync(CancellationToken.None);
    }

    public ProcessIdentity Identity { get; }

    public bool IsAttended => false;

    public Task Exit { get; }

    public int ExitCode => process.ExitCode;

    public void Listen(Action<string, string, long> hear) => listening = [Pump(process.StandardOutput, "stdout", hear), Pump(process.StandardError, "stderr", hear)];

    public void Hush(bool isOver) => Task.WaitAll(listening, LastWords);

    public void Signal(int signal)
    {
        if (JobFolder.HasSession)
            Posix.Signal(-process.Id, signal);
        else if (process.HasExited)
            return;
        else if (signal == Posix.Kill)
            process.Kill(entireProcessTree: true);
        else
            Posix.Signal(process.Id, signal);
    }

    public void Dispose() => process.Dispose();

    private static Task Pump(StreamReader lines, string stream, Action<string, string, long> hear) => Task.Factory.StartNew(
        () =>
        {
            try
            {
                while (lines.ReadLine() is { } line)
                    hear(stream, line, 0);
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                // The pipe went with its process.
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);
}
