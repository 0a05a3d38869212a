using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Testing;

namespace Praxis.Platform.Tests.Foundation;

/// <summary>What every scheduler keeps to, on whatever machines it runs jobs.</summary>
public abstract class SchedulerContract : IDisposable
{
    private readonly Dictionary<string, Thread> threads = [];
    private readonly IJobScheduler scheduler;

    /// <summary>Makes the workspace and the scheduler, with four cores.</summary>
    protected SchedulerContract()
    {
        Workspace = Workspace.Open(Folder[".praxis"], TimeProvider.System);
        scheduler = Create(Workspace, new SlotLimits(4, 1L << 30, 1));
    }

    /// <summary>The test's folder.</summary>
    protected ScratchFolder Folder { get; } = new();

    /// <summary>Its workspace.</summary>
    protected Workspace Workspace { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var thread in threads.Values)
            thread.Join(TimeSpan.FromSeconds(30));
        (scheduler as IDisposable)?.Dispose();
        Workspace.Dispose();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The scheduler.</summary>
    protected abstract IJobScheduler Create(Workspace workspace, SlotLimits limits);

    private JobTicket Ticket(string name, string script, int cpus = 1) => new()
    {
        Kind = "test",
        Name = name,
        Fingerprint = name,
        Definition = new JobDefinition { Program = "/bin/sh", Arguments = ["-c", $"echo {name} >> {Folder["log"]}; {script}"], Cpus = cpus, GraceSeconds = 1 },
    };

    private Job Run(JobTicket ticket, CancellationToken cancellationToken = default) => scheduler.Run(ticket, cancellationToken);

    private void Begin(JobTicket ticket)
    {
        var isQueued = new ManualResetEventSlim();
        threads[ticket.Name] = new Thread(() => Run(ticket with { Queued = (_, _) => isQueued.Set() }));
        threads[ticket.Name].Start();
        Assert.True(isQueued.Wait(10_000));
    }

    private void End(params string[] names)
    {
        foreach (var name in names)
            Assert.True(threads[name].Join(30_000), name);
    }

    private string[] Log() => File.Exists(Folder["log"]) ? File.ReadAllLines(Folder["log"]) : [];

    [Fact]
    public void A_job_runs_to_its_end_and_a_failed_one_is_returned()
    {
        var published = "";
        var done = Run(Ticket("a", "echo x > $PRAXIS_OUTPUT_DIR/x") with { Prepare = (_, output) => published += File.ReadAllText(Path.Combine(output, "data", "x")).Trim(), Publish = (_, job) => published += job.Name });
        Assert.Equal((JobStatus.Completed, "xa"), (done.Status, published));
        var failed = Run(Ticket("b", "exit 3") with { Publish = (_, _) => published += "never" });
        Assert.Equal((JobStatus.Failed, "xa"), (failed.Status, published));
    }

    // What managed spot does: killed, it goes back into the queue and on from its last checkpoint.
    [Fact]
    public void An_interruptible_job_that_is_killed_goes_on_from_its_checkpoint()
    {
        const string Script = "echo begun; n=$(cat $PRAXIS_CHECKPOINT_DIR/n 2>/dev/null || echo 0); echo $((n+1)) > $PRAXIS_CHECKPOINT_DIR/n; [ $n -lt 2 ] && kill -9 $$; echo $n > $PRAXIS_OUTPUT_DIR/n";
        var ticket = Ticket("a", Script);
        var read = "";
        var done = Run(ticket with { Kind = "training", Definition = ticket.Definition with { IsInterruptible = true }, Prepare = (_, output) => read = File.ReadAllText(Path.Combine(output, "data", "n")).Trim() });
        Assert.Equal((JobStatus.Completed, "2", 3), (done.Status, read, Log().Length));
        Assert.Equal(
            ["Pending", "InProgress Starting", "InProgress Training", "InProgress Interrupted", "Pending Interrupted", "InProgress Starting", "InProgress Training", "InProgress Interrupted", "Pending Interrupted", "InProgress Starting", "InProgress Training", "InProgress Uploading", "Completed Completed"],
            Workspace.Jobs.History(done.Id).Select(change => $"{change.Status} {change.SecondaryStatus}".TrimEnd()));
        Assert.True(Workspace.Jobs.RunTime(done.Id) <= done.EndedAt - done.CreatedAt);
        Assert.Equal("Killed", Run(Ticket("b", "kill -9 $$")).SecondaryStatus);
    }

    [Fact]
    public void An_interruptible_job_makes_room_for_one_of_a_higher_priority()
    {
        var (low, other) = (Ticket("low", $"trap 'exit 0' TERM; [ -f $PRAXIS_CHECKPOINT_DIR/n ] || {{ touch $PRAXIS_CHECKPOINT_DIR/n {Folder["low"]}; sleep 60 & wait; }}", cpus: 3), Ticket("other", $"while [ ! -f {Folder["go"]} ]; do sleep 0.05; done"));
        Begin(low with { Definition = low.Definition with { IsInterruptible = true } });
        Assert.True(SpinWait.SpinUntil(() => File.Exists(Folder["low"]), 60_000));
        Begin(other);
        Assert.True(SpinWait.SpinUntil(() => Log().Length == 2, 60_000));

        // One of the same priority waits; one of a higher goes first.
        Assert.Equal(JobStatus.Completed, Run(Ticket("high", "true", cpus: 3) with { Priority = 1 }).Status);
        End("low");
        File.WriteAllText(Folder["go"], "");
        End("other");
        Assert.Equal(["low", "other", "high", "low"], Log());
        Assert.Equal(JobStatus.Completed, Workspace.Jobs.Get("low").Status);
    }

    [Fact]
    public void A_job_that_waits_for_too_long_is_stopped_with_that_reason()
    {
        Begin(Ticket("long", $"while [ ! -f {Folder["go"]} ]; do sleep 0.05; done", cpus: 4));
        var ticket = Ticket("late", "true");
        var late = Run(ticket with { Definition = ticket.Definition with { MaxWait = TimeSpan.FromMilliseconds(300) } });
        Assert.Equal((JobStatus.Stopped, "MaxWaitTimeExceeded"), (late.Status, late.SecondaryStatus));
        File.WriteAllText(Folder["go"], "");
        End("long");
        var running = Run(ticket with { Name = "runs", Definition = ticket.Definition with { Arguments = ["-c", "sleep 60"], MaxWait = TimeSpan.FromMilliseconds(500) } });
        Assert.Equal((JobStatus.Stopped, "MaxWaitTimeExceeded"), (running.Status, running.SecondaryStatus));
    }

    [Fact]
    public void Running_jobs_never_ask_for_more_cores_than_there_are()
    {
        var (open, most) = (Folder["open"], Folder["most"]);
        for (var i = 0; i < 5; i++)
            Begin(Ticket($"j{i}", $"mkdir -p {open}; touch {open}/{i}; ls {open} | wc -l >> {most}; sleep 0.2; rm {open}/{i}", cpus: 2));
        End("j0", "j1", "j2", "j3", "j4");
        Assert.Equal(2, File.ReadAllLines(most).Max(int.Parse));
        Assert.Equal(JobStatus.Completed, Run(Ticket("great", "true", cpus: 100)).Status);
    }

    [Fact]
    public void The_greater_priority_goes_first_and_then_the_share_that_runs_the_least()
    {
        Begin(Ticket("first", $"while ! test -e {Folder["go"]}; do sleep 0.02; done", cpus: 4) with { Share = "a" });
        Assert.True(SpinWait.SpinUntil(() => Log().Length == 1, 10_000));
        foreach (var (name, share, priority) in ((string, string, int)[])[("a1", "a", 0), ("a2", "a", 0), ("b1", "b", 0), ("high", "a", 5)])
            Begin(Ticket(name, "sleep 0.1", cpus: 4) with { Share = share, Priority = priority });
        File.WriteAllText(Folder["go"], "");
        End("a1", "a2", "b1", "high");
        Assert.Equal(["first", "high", "a1", "a2", "b1"], Log().OrderBy(name => Array.IndexOf(Log(), name)));
    }

    [Fact]
    public void A_share_that_runs_much_waits_for_one_that_runs_little()
    {
        Begin(Ticket("a0", $"while ! test -e {Folder["go"]}; do sleep 0.02; done", cpus: 3) with { Share = "a" });
        Begin(Ticket("x", $"while ! test -e {Folder["x"]}; do sleep 0.02; done", cpus: 1) with { Share = "x" });
        Assert.True(SpinWait.SpinUntil(() => Log().Length == 2, 10_000));
        Begin(Ticket("a1", "sleep 0.1", cpus: 1) with { Share = "a" });
        Begin(Ticket("b1", "sleep 0.1", cpus: 1) with { Share = "b" });
        File.WriteAllText(Folder["x"], "");
        End("x", "b1", "a1");
        File.WriteAllText(Folder["go"], "");
        Assert.Equal(["b1", "a1"], Log().Skip(2));
    }

    [Fact]
    public void A_job_that_waits_is_taken_out_of_the_queue()
    {
        using var cancel = new CancellationTokenSource();
        Begin(Ticket("long", $"while ! test -e {Folder["go"]}; do sleep 0.02; done", cpus: 4));
        var waiting = new Thread(() => Assert.Equal(JobStatus.Stopped, Run(Ticket("never", "true", cpus: 4), cancel.Token).Status));
        waiting.Start();
        Assert.True(SpinWait.SpinUntil(() => Workspace.Jobs.List().Any(job => job.Name == "never"), 10_000));
        cancel.Cancel();
        Assert.True(waiting.Join(10_000));
        Assert.Equal(JobStatus.Stopped, Workspace.Jobs.Get("never").Status);

        // From outside too.
        Begin(Ticket("other", "true", cpus: 4));
        Workspace.Jobs.RequestStop("other");
        End("other");
        File.WriteAllText(Folder["go"], "");
        End("long");
        Assert.Equal(["long"], Log());
    }

    [Fact]
    public void What_the_machine_does_not_have_is_refused()
    {
        var ticket = Ticket("a", "true");
        Assert.Contains("2 GPUs", Assert.Throws<UserException>(() => Run(ticket with { Definition = ticket.Definition with { Gpus = 2 } })).Message);
        Assert.Contains("2,048 MiB", Assert.Throws<UserException>(() => Run(ticket with { Definition = ticket.Definition with { MemoryBytes = 2L << 30 } })).Message);
        Assert.Empty(Workspace.Jobs.List());
    }
}
