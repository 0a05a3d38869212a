using System.Diagnostics;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Definitions;
using Praxis.Platform.Pipelines.Executions;
using Praxis.Platform.Tests.Ingest;
using Praxis.Platform.Train;
using Praxis.Testing;

namespace Praxis.Platform.Tests.Foundation;

/// <summary>What survives: how the database writes, ids under a clock that goes back, checkpoints of jobs that were interrupted more than once.</summary>
public sealed class DurabilityTests : IDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly HandClock clock = new();
    private readonly Workspace workspace;

    public DurabilityTests() => workspace = Workspace.Open(folder[".praxis"], clock);

    public void Dispose()
    {
        workspace.Dispose();
        folder.Dispose();
    }

    // F3: what is committed is on disk; 2 is FULL, which flushes the log at each commit.
    [Fact]
    public void Every_commit_is_flushed_on_every_connection()
    {
        for (var i = 0; i < 3; i++)
            foreach (var writes in (bool[])[true, false])
                Assert.Equal(["2", "wal", "1"], workspace.Database.Within(rows => ((string[])["synchronous", "journal_mode", "foreign_keys"]).Select(name => rows.Query($"PRAGMA {name}", row => row.GetValue(0).ToString())[0]).ToList(), writes));
    }

    // F10.
    [Fact]
    public void Under_a_clock_that_goes_back_the_newest_is_still_the_one_that_came_last()
    {
        new PipelineStore(workspace).Upsert("p", PipelineDefinition.ParseYamlOrJson("steps:\n  - {name: A, type: Processing, run: [\"true\"]}"));
        var executions = new Executions(workspace);
        var (started, jobs) = (new List<string>(), new List<string>());
        foreach (var hours in (double[])[0, 0, -1, -1, 2, -30, 24 * 366])
        {
            clock.Ahead = TimeSpan.FromHours(hours);
            started.Add(executions.Start(new ExecutionRequest { Pipeline = "p" }).Id);
            jobs.Add(workspace.Jobs.Create("training", "j", "f", new JobDefinition { Program = "true" }).Id);
            Assert.Equal(started[^1], executions.Get("p").Id);
        }

        Assert.Equal(Enumerable.Reverse(started), executions.List().Select(execution => execution.Id));
        Assert.Equal(Enumerable.Reverse(jobs), workspace.Jobs.List().Select(job => job.Id));
        Assert.All(started.Concat(jobs), id => Assert.Equal('7', id[14]));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("ffffffff-ffff-7fff-bfff-ffffffffffff")]
    public void An_id_after_one_that_is_none_or_the_last_there_can_be_is_still_given(string last) => Assert.True(Guid.TryParse(SortableId.After(last, clock.GetUtcNow()), out _));

    // Interrupted twice, the second time before its own first checkpoint.
    [Fact]
    public void Checkpoints_come_from_the_newest_interrupted_job_that_has_any_and_only_files_do()
    {
        var first = Interrupt(job =>
        {
            folder.Write("secret", "SECRET");
            Directory.CreateDirectory(Path.Combine(job, "checkpoints", "more"));
            File.WriteAllText(Path.Combine(job, "checkpoints", "step"), "7");
            File.WriteAllText(Path.Combine(job, "checkpoints", "more", "weights"), "w");
            File.CreateSymbolicLink(Path.Combine(job, "checkpoints", "link"), folder["secret"]);
            Process.Start("mkfifo", Path.Combine(job, "checkpoints", "pipe")).WaitForExit();
        });
        Interrupt(job => Directory.CreateDirectory(Path.Combine(job, "checkpoints")));
        Interrupt(job => Directory.CreateDirectory(Path.Combine(job, "checkpoints.half")));
        var next = Create();
        new JobCheckpoints(workspace).TakeOver(next);
        var found = Path.Combine(workspace.FolderOf(next), "checkpoints");
        Assert.Equal(["more/weights", "step"], Directory.EnumerateFiles(found, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(found, path)).Order(StringComparer.Ordinal));
        Assert.Equal("7", File.ReadAllText(Path.Combine(found, "step")));
        Assert.True(File.Exists(Path.Combine(workspace.FolderOf(first), "checkpoints", "step")));
    }

    private Job Create() => workspace.Jobs.Create("training", "t", "fingerprint", new JobDefinition { Program = "true" });

    private Job Interrupt(Action<string> leave)
    {
        var job = Create();
        workspace.Jobs.Begin(job.Id);
        Directory.CreateDirectory(workspace.FolderOf(job));
        leave(workspace.FolderOf(job));
        return workspace.Jobs.End(job.Id, JobStatus.Failed, "Killed", "Killed by signal 9");
    }
}
