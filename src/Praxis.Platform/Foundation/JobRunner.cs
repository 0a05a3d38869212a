using System.Diagnostics;
using System.Globalization;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>Runs a job as a child process, by the contract of the house.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class JobRunner(Workspace workspace)
{
    /// <summary>The secondary status of a job that has waited and run for too long.</summary>
    internal const string MaxWaitTimeExceeded = "MaxWaitTimeExceeded";

    private const string Training = "training";
    private const int MostReason = 1024;
    private const string KilledBy = "Killed by signal ";
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Told each metric of the running job.</summary>
    public Action<Job, JobMetric>? OnMetric { get; init; }

    /// <summary>Whether the token only lets go of a job that may outlive its owner, instead of stopping it.</summary>
    internal bool LeavesJobs { get; init; }

    /// <summary>Whether the job's process was killed outright by somebody else: nothing that it did asked for that, so running it again may help.</summary>
    internal static bool IsLost(Job job) =>
        job is { SecondaryStatus: "Killed", FailureReason: { } reason } && reason.Split(':')[0] == string.Create(CultureInfo.InvariantCulture, $"{KilledBy}{Posix.Kill}");

    /// <summary>Runs a pending job to its end and returns it; a failed job is returned, not thrown.</summary>
    /// <param name="job">The job.</param>
    /// <param name="definition">What to run.</param>
    /// <param name="publish">Run with <c>output/model</c> in the one transaction that writes Completed; keep it short.</param>
    /// <param name="prepare">Run with <c>output/model</c> before that transaction: the place to add artifacts.</param>
    /// <param name="cancellationToken">Stops the job.</param>
    public Job Run(Job job, JobDefinition definition, Action<IMetadataTransaction, string>? publish = null, Action<string>? prepare = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        return RunBegun(workspace.Jobs.Begin(job.Id), definition, publish, prepare, cancellationToken);
    }

    /// <summary>The same for a job that this process has begun already, or has taken over from an owner that is gone.</summary>
    internal Job RunBegun(Job job, JobDefinition definition, Action<IMetadataTransaction, string>? publish, Action<string>? prepare, CancellationToken cancellationToken, Action<Job>? lay = null, LeftJob? left = null)
    {
        var (folder, isLeft) = (new JobFolder(workspace, job, definition), false);
        try
        {
            lay?.Invoke(job);
            var reader = new JobMetricReader(definition.Metrics, left is null ? 0 : MatchesOf(job, definition));
            if (left is null)
                folder.Lay();
            if (left is null && job.Kind == Training)
                workspace.Jobs.Tell(job.Id, "Training");
            var (status, secondary, reason) = Execute(job, definition, folder, reader, left, cancellationToken);
            var model = Path.Combine(folder.Path, "output", "model");
            if (status == JobStatus.Pending)
                return Interrupted(job, secondary, reason!, cancellationToken);
            if (status is not (JobStatus.Completed or JobStatus.Stopped) || (status == JobStatus.Stopped && job.Kind != Training))
                return workspace.Jobs.End(job.Id, status, secondary, reason);
            if (job.Kind == Training)
                workspace.Jobs.Tell(job.Id, "Uploading");
            if (status == JobStatus.Stopped)
                return workspace.Jobs.End(job.Id, status, secondary, reason, Saved(job, model));
            prepare?.Invoke(model);
            return workspace.Jobs.End(job.Id, status, secondary, reason, publish is null ? null : transaction => publish(transaction, model));
        }
        catch (JobLeftException)
        {
            isLeft = true;
            throw;
        }
        catch (Exception error)
        {
            var reason = error is UserException ? error.Message : Failures.IsDisk(error) ? Failures.Disk(workspace.Folder, error).Message : "an internal error: " + error.GetType().Name;
            var failed = workspace.Jobs.EndOrLater(job.Id, Cut(reason)) ?? job with { Status = JobStatus.Failed, FailureReason = Cut(reason) };
            if (error is UserException { Fault: Fault.Input })
                return failed;
            if (Failures.IsDisk(error))
                throw Failures.Disk(workspace.Folder, error);
            throw;
        }
        finally
        {
            if (!isLeft)
                DetachedJobProcess.Forget(folder.Path);
        }
    }

    // What a training that was stopped has saved of its model so far is kept, as in SageMaker.
    private Action<IMetadataTransaction>? Saved(Job job, string model)
    {
        if (!Directory.EnumerateFileSystemEntries(model).Any())
            return null;
        var (artifact, _) = new FolderArtifacts(workspace).Add(model);
        return transaction => transaction.AddEdge(new LineageEdge(new LineageNode("job", job.Id), new LineageNode("artifact", artifact), "produced"));
    }

    // Measures that the job's own expressions found are numbered.
    private long MatchesOf(Job job, JobDefinition definition)
    {
        var own = definition.Metrics.Select(metric => metric.Name).ToHashSet(StringComparer.Ordinal);
        return own.Count == 0 ? 0 : workspace.Jobs.Metrics(job.Id).Where(metric => own.Contains(metric.Name)).Select(metric => metric.Step + 1).DefaultIfEmpty().Max();
    }

    // A job that was killed by others waits a little longer each time; one that made room goes back at once.
    private Job Interrupted(Job job, string secondary, string reason, CancellationToken cancellationToken)
    {
        if (secondary == "Killed")
        {
            workspace.Jobs.Tell(job.Id, JobStore.Interruption);
            var times = workspace.Jobs.History(job.Id).Count(change => change is { Status: JobStatus.InProgress, SecondaryStatus: JobStore.Interruption });
            cancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(Math.Min(LongestPause.TotalMilliseconds, 100 * Math.Pow(2, times - 1))));
        }

        return workspace.Jobs.Requeue(job.Id, reason);
    }

    private static string Cut(string text) => text.Length <= MostReason ? text : text[..MostReason];

    private (JobStatus Status, string Secondary, string? Reason) Execute(Job job, JobDefinition definition, JobFolder place, JobMetricReader reader, LeftJob? left, CancellationToken cancellationToken)
    {
        var folder = place.Path;
        var failureFile = Path.Combine(folder, "failure");
        if (left is null)
            File.Delete(failureFile);
        using var listener = new JobListener(workspace.Time, Path.Combine(folder, "log.jsonl"), reader, left?.Heard) { OnMetric = metric => OnMetric?.Invoke(job, metric) };
        var outOfMemory = OutOfMemoryKills();
        IJobProcess started;
        try
        {
            started = left is not null ? DetachedJobProcess.Attach(folder, left.Child, left.Heard)
                : definition.OutlivesOwner && DetachedJobProcess.IsPossible ? DetachedJobProcess.Start(place.StartInfo(), folder)
                : new PipedJobProcess(place.StartInfo());
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            return (JobStatus.Failed, "Failed", Cut($"The program cannot be started: {SafeText.Line(error.Message)}"));
        }

        using var process = started;

        // Where the log begins that the next owner would hear again, when it holds earlier attempts.
        if (process.IsAttended && listener.HasEarlier)
            TryBeat(job.Id, process, listener, definition.Gpus > 0);
        process.Listen(listener.Hear);
        var exit = process.Exit;
        var clock = Stopwatch.StartNew();
        var most = definition.WallTime - (definition.IsInterruptible || left is not null ? workspace.Jobs.RunTime(job.Id) : TimeSpan.Zero);
        if (job.CreatedAt + definition.MaxWait - workspace.Time.GetUtcNow() is { } wait && (most is null || wait < most))
            most = wait;
        var (stopped, late, moved, leaves) = (false, false, false, false);
        try
        {
            // What is done at once is not worth a heartbeat, nor needs the next owner one to find it.
            exit.Wait(process.IsAttended ? AtOnce * 10 : AtOnce, CancellationToken.None);
            while (!exit.IsCompleted && !stopped && !late && !moved)
            {
                stopped = cancellationToken.IsCancellationRequested;
                leaves = stopped && LeavesJobs && process.IsAttended;
                if (leaves)
                    break;
                if (!stopped)
                {
                    var seen = TryBeat(job.Id, process, listener, definition.Gpus > 0);
                    (stopped, moved) = (seen?.Status == JobStatus.Stopping, seen?.SecondaryStatus == JobStore.Interrupting);
                }

                late = clock.Elapsed >= most;
                if (stopped || late || moved)
                    break;
                var pause = Beat;
                if (most is { } limit && limit - clock.Elapsed < pause)
                    pause = limit - clock.Elapsed;
                using var wake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                Task.WaitAny([exit, Task.Delay(pause < TimeSpan.Zero ? TimeSpan.Zero : pause, wake.Token)], CancellationToken.None);
                wake.Cancel();
            }

            moved &= !exit.IsCompleted;
            if ((stopped && !leaves) || late || moved)
            {
                if (!moved && workspace.Jobs.Get(job.Id).Status == JobStatus.InProgress)
                    workspace.Jobs.RequestStop(job.Id);
                process.Signal(Posix.Terminate);
                exit.Wait(TimeSpan.FromSeconds(definition.GraceSeconds), CancellationToken.None);
            }
        }
        finally
        {
            // Also after a good end: nothing of the job outlives it.
            if (!leaves)
            {
                process.Signal(Posix.Kill);
                JobProcesses.Kill(job.Id);
                exit.Wait(CancellationToken.None);
            }

            process.Hush(isOver: !leaves);
            listener.Close();
        }

        if (leaves)
        {
            TryBeat(job.Id, process, listener, definition.Gpus > 0);
            throw new JobLeftException(cancellationToken);
        }

        if (listener.Take() is { Metrics.Count: > 0 } rest)
            workspace.Jobs.Beat(job.Id, process.Identity, rest.Metrics, rest.Heard, null);
        var last = listener.Last;
        if (stopped)
            return (JobStatus.Stopped, "Stopped", null);
        if (late)
            return definition.MaxWait is { } longest && workspace.Time.GetUtcNow() - job.CreatedAt >= longest
                ? (JobStatus.Stopped, MaxWaitTimeExceeded, TooLong(longest))
                : (JobStatus.Stopped, "MaxRuntimeExceeded", string.Create(CultureInfo.InvariantCulture, $"It ran longer than its limit of {definition.WallTime!.Value.TotalSeconds:0.###} s"));

        // Also with exit code 0, by which a program says no more than that it has written its checkpoint.
        if (moved)
            return (JobStatus.Pending, JobStore.Interruption, "It made room for a job of a higher priority");
        if (process.ExitCode == 0)
            return (JobStatus.Completed, "Completed", null);
        var said = ReadFailure(failureFile);
        if (said.Length == 0)
            said = string.Join('\n', last);
        if (said.Length > MostReason)
            said = Posix.IsPlainFile(failureFile) ? said[..MostReason] : said[^MostReason..];
        var signal = process.ExitCode - 128;
        if (signal is < 1 or > 64)
            return (JobStatus.Failed, process.ExitCode == (int)Fault.Environment ? "EnvironmentRefused" : "Failed", said.Length > 0 ? said : string.Create(CultureInfo.InvariantCulture, $"It ended with exit code {process.ExitCode} and said nothing"));
        var memory = (signal == Posix.Kill && OutOfMemoryKills() > outOfMemory) || (signal == Posix.Abort && last.Any(line => line.Contains("out of memory", StringComparison.OrdinalIgnoreCase) || line.Contains(nameof(OutOfMemoryException), StringComparison.Ordinal)));
        if (memory && signal == Posix.Abort)
            said = "Give it more memory, or less to do: fewer rows or a smaller model";
        var killed = string.Create(CultureInfo.InvariantCulture, $"{KilledBy}{signal}");
        if (definition.IsInterruptible && !memory && signal is Posix.Kill or Posix.Terminate)
            return (JobStatus.Pending, "Killed", killed);
        var how = memory ? "Killed because memory ran out" : killed;
        return (JobStatus.Failed, memory ? "OutOfMemory" : "Killed", Cut(said.Length > 0 ? how + ": " + said : how));
    }

    /// <summary>Why such a job was stopped.</summary>
    internal static string TooLong(TimeSpan longest) => string.Create(CultureInfo.InvariantCulture, $"It waited and ran longer than its limit of {longest.TotalSeconds:0.###} s");

    // That the disk is full for a while is no reason to end what computes; the end itself must be written.
    private Job? TryBeat(string id, IJobProcess process, JobListener listener, bool asksForGpus)
    {
        var (metrics, heard) = listener.Take();
        try
        {
            return workspace.Jobs.Beat(id, process.Identity, metrics, heard, JobUsageReader.Read(process, asksForGpus, workspace.Time.GetUtcNow()));
        }
        catch (UserException error) when (error.Fault == Fault.Environment)
        {
            listener.PutBack(metrics);
            return null;
        }
    }

    private static string ReadFailure(string path)
    {
        if (!Posix.IsPlainFile(path))
            return "";
        using var reader = new StreamReader(path);
        var text = new char[MostReason];
        return new string(text, 0, reader.ReadBlock(text)).Trim();
    }

    private static long OutOfMemoryKills()
    {
        try
        {
            return File.ReadLines("/sys/fs/cgroup/memory.events").Where(line => line.StartsWith("oom_kill ", StringComparison.Ordinal))
                .Select(line => long.Parse(line.AsSpan(9), CultureInfo.InvariantCulture)).FirstOrDefault();
        }
        catch (Exception error) when (Failures.IsDisk(error))
        {
            return 0;
        }
    }
}
