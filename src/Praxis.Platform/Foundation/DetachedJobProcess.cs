using System.Diagnostics;
using System.Globalization;

namespace Praxis.Platform.Foundation;

/// <summary>
/// A job that outlives its owner: its words go into files, and a shell that attends to it writes its exit code into one, so that whoever comes next finds it as it is.
/// </summary>
internal sealed class DetachedJobProcess : IJobProcess
{
    private const int KilledOutright = 128 + Posix.Kill;
    private const int MostBytes = 200;
    private const string BootId = "/proc/sys/kernel/random/boot_id";

    // The shell waits out a signal that asks the job to end. The code counts until the machine starts anew: what a program wrote and nobody flushed may be lost then.
    private const string Attend = $"""
        exec </dev/null >/dev/null 2>/dev/null
        echo $$ >"$0/pid"
        trap : TERM INT HUP
        "$@" >>"$0/stdout" 2>>"$0/stderr"
        code=$?
        read -r boot <{BootId}
        echo "$code $boot" >"$0/code"
        exit $code
        """;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);
    private readonly string folder;
    private readonly JobHeard heard;
    private readonly Process? process;
    private readonly ManualResetEventSlim ended = new();
    private Task listening = Task.CompletedTask;
    private bool isOver;

    private DetachedJobProcess(string folder, Process? process, ProcessIdentity identity, JobHeard heard)
    {
        (this.folder, this.process, this.heard, Identity) = (folder, process, heard, identity);
        Exit = process?.WaitForExitAsync(CancellationToken.None) ?? ExitOf(identity);
    }

    /// <summary>Whether this machine has what it takes.</summary>
    public static bool IsPossible { get; } = JobFolder.HasSession && File.Exists("/bin/sh") && File.Exists(BootId);

    public ProcessIdentity Identity { get; }

    public bool IsAttended => true;

    public Task Exit { get; }

    public int ExitCode => process?.ExitCode ?? CodeOf(folder) ?? KilledOutright;

    /// <summary>Starts one.</summary>
    /// <param name="job">How to start it without attendance.</param>
    /// <param name="jobFolder">Its folder.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public static DetachedJobProcess Start(ProcessStartInfo job, string jobFolder)
    {
        Forget(jobFolder);
        var folder = FolderOf(jobFolder);
        Posix.CreateFolder(folder);
        var start = new ProcessStartInfo(job.FileName) { WorkingDirectory = job.WorkingDirectory, UseShellExecute = false };
        start.Environment.Clear();
        foreach (var (name, value) in job.Environment)
            start.Environment[name] = value;
        start.Environment[JobDefinition.OutlivesOwnerVariable] = "1";
        foreach (var argument in (string[])["/bin/sh", "-c", Attend, folder, Whole(job.ArgumentList[0]), .. job.ArgumentList.Skip(1)])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        return new DetachedJobProcess(folder, process, new ProcessIdentity(process.Id, ProcessIdentity.StartOf(process.Id) ?? 0), new JobHeard(0, 0, 0));
    }

    /// <summary>Goes on with one that an earlier owner started.</summary>
    public static DetachedJobProcess Attach(string jobFolder, ProcessIdentity identity, JobHeard heard) => new(FolderOf(jobFolder), null, identity, heard);

    /// <summary>The first process of a job, where its owner ended before it could write which that is; null where none is known.</summary>
    public static ProcessIdentity? Find(string jobFolder, string job)
    {
        return Words(FolderOf(jobFolder), "pid") is [var word, ..] && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            ? new ProcessIdentity(pid, JobProcesses.IsOf(pid, job) ? ProcessIdentity.StartOf(pid) ?? 0 : 0)
            : null;
    }

    /// <summary>Whether a job whose first process is no more came to its own end.</summary>
    public static bool HasEnded(string jobFolder) => CodeOf(FolderOf(jobFolder)) is not null;

    /// <summary>Removes what is kept for the next owner.</summary>
    public static void Forget(string jobFolder)
    {
        var folder = FolderOf(jobFolder);
        if (!Directory.Exists(folder))
            return;
        foreach (var file in (string[])["pid", "stdout", "stderr", "code"])
            File.Delete(Path.Combine(folder, file));
        Directory.Delete(folder, recursive: true);
    }

    public void Listen(Action<string, string, long> hear) =>
        listening = Task.Factory.StartNew(() => Hear(hear), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Hush(bool isOver)
    {
        this.isOver = isOver;
        ended.Set();
        listening.Wait();
    }

    // The id of one that ended under nobody's eyes may be another's by now; what is left of the job is found by its mark.
    public void Signal(int signal)
    {
        if (process is not null || Identity.IsAlive)
            Posix.Signal(-Identity.Pid, signal);
    }

    public void Dispose()
    {
        process?.Dispose();
        ended.Dispose();
    }

    private void Hear(Action<string, string, long> hear)
    {
        using var output = new GrowingLines(Path.Combine(folder, "stdout"), heard.Output);
        using var error = new GrowingLines(Path.Combine(folder, "stderr"), heard.Error);
        void Output(string line, long position) => hear("stdout", line, position);
        void Error(string line, long position) => hear("stderr", line, position);
        try
        {
            while (!ended.Wait(Look))
            {
                output.Read(Output);
                error.Read(Error);
            }

            if (!isOver)
                return;
            output.Finish(Output);
            error.Finish(Error);
        }
        catch (IOException)
        {
            // What cannot be read is a gap in the log, and no reason to end what computes.
        }
    }

    private static string FolderOf(string jobFolder) => Path.Combine(jobFolder, "process");

    private static async Task ExitOf(ProcessIdentity identity)
    {
        while (identity.IsAlive)
            await Task.Delay(Look).ConfigureAwait(false);
    }

    private static int? CodeOf(string folder) =>
        Words(folder, "code") is [var word, var boot, ..] && boot == File.ReadLines(BootId).First() && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;

    // The job's own program may have put anything in their place.
    private static string[] Words(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        try
        {
            return Posix.IsPlainFile(path) && new FileInfo(path).Length < MostBytes ? File.ReadAllText(path).Split(' ', '\n') : [];
        }
        catch (Exception error) when (Failures.IsDisk(error))
        {
            return [];
        }
    }

    // A name that is looked up here is none of the shell's own words.
    private static string Whole(string program) => program.Contains('/', StringComparison.Ordinal) ? program
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Where(Path.IsPathRooted).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists) ?? "./" + program;
}
