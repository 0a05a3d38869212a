using System.Diagnostics;
using System.Text.Json;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Testing;

namespace Praxis.Platform.Tests.Foundation;

public sealed class JobTests : IDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly Workspace workspace;

    public JobTests() => workspace = Workspace.Open(folder[".praxis"], TimeProvider.System);

    public void Dispose()
    {
        workspace.Dispose();
        folder.Dispose();
    }

    private static JobDefinition Shell(string script) => new() { Program = "/bin/sh", Arguments = ["-c", script], GraceSeconds = 0.5 };

    private Job Create(JobDefinition definition) => workspace.Jobs.Create("training", "test", "fingerprint", definition);

    private (Job Job, string Folder) Run(JobDefinition definition, CancellationToken cancellationToken = default)
    {
        var job = new JobRunner(workspace).Run(Create(definition), definition, cancellationToken: cancellationToken);
        return (job, workspace.FolderOf(job));
    }

    [Fact]
    public void A_status_changes_only_along_its_table()
    {
        foreach (var from in Enum.GetValues<JobStatus>())
            foreach (var to in Enum.GetValues<JobStatus>())
                Assert.Equal(
                    (from, to) is (JobStatus.Pending, JobStatus.InProgress or JobStatus.Stopped or JobStatus.Failed)
                        or (JobStatus.InProgress, JobStatus.Completed or JobStatus.Failed or JobStatus.Stopping or JobStatus.Pending)
                        or (JobStatus.Stopping, JobStatus.Stopped or JobStatus.Failed),
                    JobStore.MayChange(from, to));
        var (job, _) = Run(Shell("true"));
        Assert.Throws<InvalidOperationException>(() => workspace.Metadata.Write(transaction => JobStore.Change(transaction, job.Id, JobStatus.InProgress)));
        Assert.Equal([JobStatus.Pending, JobStatus.InProgress, JobStatus.Completed], workspace.Jobs.History(job.Id).Select(change => change.Status).Distinct());
    }

    [Fact]
    public void Ids_sort_by_time_of_creation()
    {
        var ids = Enumerable.Range(0, 5).Select(_ => Create(Shell("true")).Id).ToList();
        Assert.Equal(5, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal('7', id[14]));
    }

    [Fact]
    public void The_child_gets_the_contracts_environment_and_nothing_else()
    {
        Environment.SetEnvironmentVariable("PRAXIS_TEST_PASSWORD", "hunter2");
        var (job, folder) = Run(Shell("env > \"$PRAXIS_OUTPUT_DIR/env\"; pwd > \"$PRAXIS_OUTPUT_DIR/pwd\"") with { Hyperparameters = new Dictionary<string, string> { ["learning-rate"] = "0.1" }, Seed = 7, Cpus = 2 });
        Environment.SetEnvironmentVariable("PRAXIS_TEST_PASSWORD", null);
        Assert.Equal(JobStatus.Completed, job.Status);
        var environment = File.ReadAllLines(Path.Combine(folder, "output", "data", "env")).Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.Equal(job.Id, environment["PRAXIS_JOB_ID"]);
        Assert.Equal("7", environment["PRAXIS_SEED"]);
        Assert.Equal("2", environment["PRAXIS_CPUS"]);
        Assert.Equal("0.1", environment["SM_HP_LEARNING_RATE"]);
        Assert.Equal(environment["PRAXIS_MODEL_DIR"], environment["SM_MODEL_DIR"]);
        Assert.All(environment.Keys, name => Assert.True(
            name.StartsWith("PRAXIS_", StringComparison.Ordinal) || name.StartsWith("SM_", StringComparison.Ordinal) || name.StartsWith("TRAINING_JOB_", StringComparison.Ordinal) || name is "PATH" or "HOME" or "LANG" or "TZ" or "DOTNET_ROOT" or "PWD" or "OLDPWD" or "SHLVL" or "_",
            name));
        Assert.DoesNotContain("hunter2", environment.Values);
        Assert.Equal(folder, File.ReadAllText(Path.Combine(folder, "output", "data", "pwd")).Trim());
        foreach (var part in (string[])["config/hyperparameters.json", "config/job.json", "output/model", "checkpoints", "log.jsonl"])
            Assert.True(Path.Exists(Path.Combine(folder, part)), part);
    }

    [Fact]
    public void Channels_are_links_and_hyperparameters_are_arguments()
    {
        var hash = workspace.Artifacts.Add(folder.Write("rows", "one row"));
        var script = folder.Write("script", "#!/bin/sh\ncat \"$PRAXIS_INPUT_TRAIN/rows.txt\"; echo; echo \"$@\"\n");
        var (job, own) = Run(new JobDefinition
        {
            Program = "/bin/sh",
            Arguments = [script],
            PassHyperparameters = true,
            Hyperparameters = new Dictionary<string, string> { ["C"] = "1; rm -rf /" },
            Inputs = new Dictionary<string, string> { ["train"] = hash },
            FileNames = new Dictionary<string, string> { ["train"] = "rows.txt" },
        });
        Assert.Equal(JobStatus.Completed, job.Status);
        var log = Log(own);
        Assert.Equal(["one row", "-C 1; rm -rf /"], log);
    }

    [Fact]
    public void Metric_lines_become_metrics()
    {
        var (job, _) = Run(Shell("""echo '{"metric":"train:loss","value":0.5,"step":3}'; echo '{"metric":"broken"'; echo '{"metric":"nan","value":"x"}'"""));
        var metric = Assert.Single(workspace.Jobs.Metrics(job.Id));
        Assert.Equal(("train:loss", 0.5, 3L), (metric.Name, metric.Value, metric.Step));
    }

    [Theory]
    [InlineData("printf 'the reason' > \"$PRAXIS_JOB_DIR/failure\"; exit 1", "the reason")]
    [InlineData("head -c 5000 /dev/zero | tr '\\0' a > \"$PRAXIS_JOB_DIR/failure\"; exit 3", "aaaa")]
    [InlineData("echo one; echo the last words >&2; exit 4", "the last words")]
    [InlineData("exit 5", "exit code 5")]
    [InlineData("kill -9 $$", "signal 9")]
    [InlineData("kill -11 $$", "signal 11")]
    public void A_failure_says_why(string script, string reason)
    {
        var (job, _) = Run(Shell(script));
        Assert.Equal(JobStatus.Failed, job.Status);
        Assert.Contains(reason, job.FailureReason);
        Assert.True(job.FailureReason!.Length <= 1024);
    }

    [Fact]
    public void A_program_that_is_not_there_fails_the_job()
    {
        var (job, _) = Run(new JobDefinition { Program = "/nowhere/program" });
        Assert.Equal(JobStatus.Failed, job.Status);
    }

    [Fact]
    public void Past_its_wall_time_a_job_is_ended()
    {
        var (job, _) = Run(Shell("sleep 600") with { WallTime = TimeSpan.FromMilliseconds(300) });
        Assert.Equal((JobStatus.Stopped, "MaxRuntimeExceeded"), (job.Status, job.SecondaryStatus));
    }

    [Fact]
    public void A_stop_asks_first_and_then_kills_the_whole_group()
    {
        using var stop = new CancellationTokenSource();
        var definition = Shell("trap 'echo asked' TERM; sleep 600 & echo $! > \"$PRAXIS_OUTPUT_DIR/child\"; echo '{\"metric\":\"ready\",\"value\":1}'; while true; do wait; done");
        var job = Create(definition);
        job = new JobRunner(workspace) { OnMetric = (_, _) => stop.Cancel() }.Run(job, definition, cancellationToken: stop.Token);
        Assert.Equal(JobStatus.Stopped, job.Status);
        var own = workspace.FolderOf(job);
        Assert.Contains("asked", Log(own));
        var child = int.Parse(File.ReadAllText(Path.Combine(own, "output", "data", "child")), System.Globalization.CultureInfo.InvariantCulture);
        while (ProcessIdentity.StartOf(child) is not null)
            Thread.Yield();
        Assert.Equal([JobStatus.Pending, JobStatus.InProgress, JobStatus.Stopping, JobStatus.Stopped], workspace.Jobs.History(job.Id).Select(change => change.Status).Distinct());
    }

    [Fact]
    public void The_log_is_json_for_any_output()
    {
        var (_, own) = Run(Shell("printf '\\033[31mred\\n\\377\\376\\n\"quote\\n'; head -c 1000000 /dev/zero | tr '\\0' a; echo"));
        var lines = Log(own);
        Assert.Equal("\u001b[31mred", lines[0]);
        Assert.Equal(1_000_000, lines[^1].Length);
        Assert.DoesNotContain('\u001b', File.ReadAllText(Path.Combine(own, "log.jsonl")));
    }

    [Fact]
    public void Outputs_are_published_with_completed_or_not_at_all()
    {
        var definition = Shell("echo model > \"$PRAXIS_MODEL_DIR/model.bin\"");
        var job = Create(definition);
        Assert.Throws<InvalidOperationException>(() => new JobRunner(workspace).Run(
            job,
            definition,
            (transaction, _) =>
            {
                transaction.Put("thing", "model", 1, "{}");
                throw new InvalidOperationException("publishing failed");
            }));
        Assert.Equal(JobStatus.Failed, workspace.Jobs.Get(job.Id).Status);
        Assert.Null(workspace.Metadata.Read(reader => reader.Find("thing", "model")));

        var failing = Shell("echo model > \"$PRAXIS_MODEL_DIR/model.bin\"; exit 1");
        new JobRunner(workspace).Run(Create(failing), failing, (transaction, _) => transaction.Put("thing", "model", 1, "{}"));
        Assert.Null(workspace.Metadata.Read(reader => reader.Find("thing", "model")));
    }

    [Fact]
    public void A_job_whose_owner_is_gone_is_ended_by_the_next_who_opens_the_workspace()
    {
        var job = Create(Shell("true"));
        using var owner = Process.Start("/bin/sh", ["-c", "true"]);
        owner.WaitForExit();
        workspace.Metadata.Write(transaction => JobStore.Change(transaction, job.Id, JobStatus.InProgress));
        using (var again = Workspace.Open(folder[".praxis"], TimeProvider.System))
            Assert.Equal((JobStatus.Failed, "its owner ended"), (again.Jobs.Get(job.Id).Status, again.Jobs.Get(job.Id).FailureReason));
    }

    [Fact]
    public void A_pending_job_is_stopped_at_once_and_an_ended_one_stays()
    {
        Assert.Equal(JobStatus.Stopped, workspace.Jobs.RequestStop(Create(Shell("true")).Id).Status);
        var (job, _) = Run(Shell("true"));
        Assert.Equal(JobStatus.Completed, workspace.Jobs.RequestStop(job.Id).Status);
        Assert.Throws<UserException>(() => workspace.Jobs.Get("nobody"));
    }

    private static List<string> Log(string folder) =>
        [.. File.ReadLines(Path.Combine(folder, "log.jsonl")).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("message").GetString()!)];
}
