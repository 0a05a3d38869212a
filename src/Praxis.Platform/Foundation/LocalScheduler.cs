using System.Collections.Concurrent;
using System.Diagnostics;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>
/// The scheduler of one machine. The queue is the workspace's table of jobs, so that all processes on a workspace share its slots; each process runs the jobs that it queued.
/// </summary>
public sealed class LocalScheduler : IJobScheduler, IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LookForDead = TimeSpan.FromSeconds(1);
    private readonly Workspace workspace;
    private readonly SlotLimits limits;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<Job>> waiting = new(StringComparer.Ordinal);
    private readonly AutoResetEvent wake = new(false);
    private readonly Lock gate = new();
    private Thread? dispatcher;
    private volatile bool isDisposed;

    /// <summary>Creates the scheduler of a workspace.</summary>
    public LocalScheduler(Workspace workspace, SlotLimits limits)
    {
        this.workspace = workspace;
        this.limits = limits;
    }

    /// <summary>Whether the token only lets go of a running job that may outlive its owner, instead of stopping it.</summary>
    public bool LeavesJobs { get; init; }

    /// <inheritdoc/>
    public Job Run(JobTicket ticket, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        cancellationToken.ThrowIfCancellationRequested();
        var definition = Fit(ticket.Definition);
        var left = ticket.LeftJob is { } id ? workspace.Jobs.Attach(id) : null;
        if (left is not null)
            ticket.Attached?.Invoke(left.Job);
        var (job, isBegun) = left is null ? workspace.Jobs.Enqueue(ticket with { Definition = definition }, limits) : (left.Job, true);
        for (var lay = left is null ? ticket.Lay : null; ; (lay, left) = (null, null))
        {
            if (!isBegun)
                job = Wait(job, definition.MaxWait, cancellationToken);
            if (job.Status != JobStatus.InProgress)
                return job;
            job = RunBegun(job, ticket, definition, lay, left, cancellationToken);
            if (job.Status != JobStatus.Pending)
                return job;

            // It was interrupted, and waits for its next attempt, which finds its own checkpoints.
            isBegun = false;
        }
    }

    private Job RunBegun(Job job, JobTicket ticket, JobDefinition definition, Action<Job>? lay, LeftJob? left, CancellationToken cancellationToken)
    {
        try
        {
            return new JobRunner(workspace) { OnMetric = ticket.OnMetric, LeavesJobs = LeavesJobs }.RunBegun(
                job,
                definition,
                ticket.Publish is null ? null : (transaction, _) => ticket.Publish(transaction, job),
                ticket.Prepare is null ? null : output => ticket.Prepare(job, Path.GetDirectoryName(output)!),
                cancellationToken,
                lay,
                left);
        }
        finally
        {
            wake.Set();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        isDisposed = true;
        wake.Set();
        dispatcher?.Join(TimeSpan.FromSeconds(5));
        foreach (var waiter in waiting.Values)
            waiter.TrySetCanceled();
    }

    // A job that asks for more cores than there are gets those there are; memory and GPUs that are not there can only be refused.
    private JobDefinition Fit(JobDefinition definition)
    {
        if (definition.Gpus > limits.Gpus)
            throw Refused($"the job asks for {definition.Gpus} GPUs", $"at most {limits.Gpus} on this machine");
        if (definition.MemoryBytes > limits.MemoryBytes)
            throw Refused($"the job asks for {definition.MemoryBytes >> 20:N0} MiB of memory", $"at most {limits.MemoryBytes >> 20:N0} MiB on this machine");
        return definition with { Cpus = Math.Clamp(definition.Cpus, 1, limits.Cpus) };
    }

    private static UserException Refused(string found, string expected) =>
        new(Fault.Environment, [new Problem { Type = "not-enough-resources", Found = found, Expected = expected }]);

    private Job Wait(Job job, TimeSpan? longest, CancellationToken cancellationToken)
    {
        var waiter = new TaskCompletionSource<Job>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[job.Id] = waiter;
        lock (gate)
            if (dispatcher is null)
            {
                dispatcher = new Thread(Dispatch) { IsBackground = true, Name = "job scheduler" };
                dispatcher.Start();
            }

        wake.Set();
        try
        {
            if (longest is null)
                waiter.Task.Wait(cancellationToken);
            else if (!waiter.Task.Wait((int)Math.Clamp((job.CreatedAt + longest.Value - workspace.Time.GetUtcNow()).TotalMilliseconds, 0, int.MaxValue), cancellationToken))
                return workspace.Jobs.GiveUp(job.Id, JobRunner.MaxWaitTimeExceeded, JobRunner.TooLong(longest.Value));
            return waiter.Task.Result;
        }
        catch (OperationCanceledException)
        {
            // It is stopped in the queue; or it was begun meanwhile, and then nobody runs it and its slots are given back.
            var stopped = workspace.Jobs.RequestStop(job.Id);
            return stopped.Status == JobStatus.Stopping ? workspace.Jobs.End(job.Id, JobStatus.Stopped, "Stopped", null) : stopped;
        }
        finally
        {
            waiting.TryRemove(job.Id, out _);
        }
    }

    private void Dispatch()
    {
        var looked = Stopwatch.StartNew();
        while (!isDisposed)
        {
            wake.WaitOne(waiting.IsEmpty ? Timeout.InfiniteTimeSpan : Look);
            if (waiting.IsEmpty)
                continue;
            try
            {
                // A process that was killed gives no slot back; whoever waits for one takes it.
                if (looked.Elapsed >= LookForDead)
                {
                    workspace.Jobs.TakeOver();
                    looked.Restart();
                }

                while (workspace.Jobs.BeginNext(limits, waiting.ContainsKey) is { } begun)
                    if (waiting.TryGetValue(begun.Id, out var waiter))
                        waiter.TrySetResult(begun);
                workspace.Jobs.MakeRoom(limits);
                foreach (var stopped in workspace.Jobs.EndedOf(waiting.Keys))
                    if (waiting.TryGetValue(stopped.Id, out var waiter))
                        waiter.TrySetResult(stopped);
            }
            catch (UserException)
            {
                // The disk or the database refuses for now; the next look may have more luck, and the runs themselves tell.
                Thread.Sleep(Look);
            }
        }
    }
}
