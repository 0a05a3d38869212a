using System.Diagnostics;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Pipelines;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Executions;
using Praxis.Platform.Register;
using static Praxis.Platform.Tests.Pipelines.PipelineBench;

namespace Praxis.Platform.Tests.Pipelines;

/// <summary>Faults of shared/spec/faults-and-attacks.md that executions withstand: killed workers, damaged and missing bytes, races, hosts that come and go.</summary>
public sealed class ExecutionFaultTests : IDisposable
{
    private const string Cached = "\"CacheConfig\":{\"Enabled\":true,\"ExpireAfter\":\"P1D\"},";
    private readonly PipelineBench bench = new();

    public void Dispose()
    {
        bench.Dispose();
        Assert.Empty(bench.Bugs);
    }

    // F1: the worker alone.
    [Fact]
    public void A_process_that_somebody_killed_is_run_again_also_without_a_policy_and_a_failure_of_its_own_is_not()
    {
        var count = bench.Folder["count"];
        string Dies(string how, string more = "") => bench.Create(Shell("A", $"echo x >> {count}; test $(wc -l < {count}) -ge 2 || {how}", more));
        int Tries(string pipeline)
        {
            File.Delete(count);
            bench.Run(pipeline);
            return File.ReadAllLines(count).Length;
        }

        Assert.Equal(2, Tries(Dies("kill -9 $$")));
        Assert.Equal(1, Tries(Dies("kill -11 $$")));
        Assert.Equal(1, Tries(Dies("kill -15 $$")));
        Assert.Equal(1, Tries(Dies("exit 3")));
        Assert.Equal(1, Tries(Dies("kill -9 $$", "\"RetryPolicies\":[{\"ExceptionType\":[\"SageMaker.JOB_INTERNAL_ERROR\"],\"MaxAttempts\":0}],")));
    }

    // A job whose checkpoints somebody else's fault interrupts loses no more than what came after the last one.
    [Fact]
    public void A_training_that_is_killed_at_any_step_goes_on_from_its_last_checkpoint()
    {
        foreach (var killAt in (int[])[1, 5, 6, 13])
        {
            var (log, killed) = (bench.Folder[$"log{killAt}"], bench.Folder[$"killed{killAt}"]);
            var script = $"i=$(cat $PRAXIS_CHECKPOINT_DIR/step 2>/dev/null || echo 0); while [ $i -lt 15 ]; do i=$((i+1)); echo $i >> {log}; "
                + "if [ $((i % 5)) -eq 0 ]; then echo $i > $PRAXIS_CHECKPOINT_DIR/half; mv $PRAXIS_CHECKPOINT_DIR/half $PRAXIS_CHECKPOINT_DIR/step; fi; "
                + $"if [ $i -eq {killAt} ] && [ ! -e {killed} ]; then touch {killed}; kill -9 $$; fi; done; echo $i > $PRAXIS_MODEL_DIR/model";
            Assert.Equal(ExecutionStatus.Succeeded, bench.Run(bench.Create($$"""{"Name":"T","Type":"Training","Arguments":{"InputDataConfig":[],"AlgorithmSpecification":{"ContainerEntrypoint":["/bin/sh","-c",{{JsonValue.Create(script)!.ToJsonString()}}]} } }""")).Status);
            var last = killAt / 5 * 5;
            Assert.Equal(Enumerable.Range(1, killAt).Concat(Enumerable.Range(last + 1, 15 - last)), File.ReadAllLines(log).Select(int.Parse));
        }
    }

    [Theory]
    [InlineData("flipped")]
    [InlineData("cut")]
    [InlineData("deleted")]
    public void What_is_damaged_behind_a_cache_entry_is_made_again_and_mended(string how)
    {
        var pipeline = bench.Create(Shell("A", "echo right > $PRAXIS_OUTPUT_OUT/x", Cached));
        Assert.NotNull(First(bench.Run(pipeline)).Job);
        Assert.NotNull(First(bench.Run(pipeline)).CacheHit);
        foreach (var artifact in First(bench.Run(pipeline)).Artifacts)
        {
            Damage(artifact, how);
            Assert.Null(First(bench.Run(pipeline)).CacheHit);
            Assert.True(bench.Workspace.Artifacts.Verify(artifact));
            Assert.NotNull(First(bench.Run(pipeline)).CacheHit);
        }
    }

    [Theory]
    [InlineData("flipped")]
    [InlineData("deleted")]
    public void Nothing_is_run_decided_or_registered_on_damaged_bytes_and_a_new_start_mends_them(string how)
    {
        var pipeline = bench.Create($$"""
            {{Shell("A", "echo '{\"v\":1}' > $PRAXIS_OUTPUT_OUT/r.json", "\"PropertyFiles\":[{\"PropertyFileName\":\"R\",\"OutputName\":\"out\",\"FilePath\":\"r.json\"}],")}},
            {{Shell("Wait", $"echo $$ > {bench.Folder["waits"]}; test -e {bench.Folder["go"]}", "\"DependsOn\":[\"A\"],")}},
            {"Name":"Reads","Type":"Processing","DependsOn":["Wait"],"Arguments":{"AppSpecification":{"ImageUri":"x","ContainerEntrypoint":["/bin/sh","-c","echo ran >> {{bench.Folder["ran"]}}"]},
              "ProcessingInputs":[{"InputName":"in","S3Input":{"S3Uri":{"Get":"Steps.A.ProcessingOutputConfig.Outputs['out'].S3Output.S3Uri"} } }] } },
            {"Name":"Decides","Type":"Condition","DependsOn":["Wait"],"Arguments":{"Conditions":[{"Type":"Equals","LeftValue":{"Std:JsonGet":{"PropertyFile":{"Get":"Steps.A.PropertyFiles.R"},"Path":"v"} },"RightValue":1}]} },
            {"Name":"Registers","Type":"RegisterModel","DependsOn":["Wait"],"Arguments":{"ModelPackageGroupName":"g","InferenceSpecification":{"Containers":[{"Image":"x","ModelDataUrl":{"Get":"Steps.A.ProcessingOutputConfig.Outputs['out'].S3Output.S3Uri"} }]} } }
            """);
        var execution = bench.Run(pipeline);
        var file = bench.Steps(execution)["A"].Artifacts.Single(artifact => File.ReadAllText(bench.Workspace.Artifacts.PathOf(artifact)).StartsWith("{\"v\"", StringComparison.Ordinal));
        Damage(file, how);
        File.WriteAllText(bench.Folder["go"], "");
        var again = bench.Steps(bench.Go(bench.Executions.Retry(execution.Id, 4).Id));
        foreach (var step in (string[])["Reads", "Decides", "Registers"])
            Assert.Contains(file, again[step].FailureReason);

        Assert.False(File.Exists(bench.Folder["ran"]));
        Assert.Empty(new Models(bench.Workspace).List());
        Assert.Equal(ExecutionStatus.Succeeded, bench.Run(pipeline).Status);
        Assert.Equal(ExecutionStatus.Succeeded, bench.Go(bench.Executions.Retry(execution.Id).Id).Status);
        Assert.Single(new Models(bench.Workspace).List());
    }

    // A6: what a program puts in the place of its outputs.
    [Fact]
    public void An_output_folder_that_became_a_link_is_refused_and_links_and_pipes_in_one_are_left_out()
    {
        bench.Folder.Write("outside/secret", "SECRET");
        var replaced = First(bench.Run(bench.Create(Shell("A", $"rmdir $PRAXIS_OUTPUT_OUT; ln -s {bench.Folder["outside"]} $PRAXIS_OUTPUT_OUT"))));
        Assert.Contains("is a link to another", replaced.FailureReason);
        Assert.Contains("was taken away", First(bench.Run(bench.Create(Shell("A", "rmdir $PRAXIS_OUTPUT_OUT")))).FailureReason);
        var kept = First(bench.Run(bench.Create(Shell("A", $"cd $PRAXIS_OUTPUT_OUT; mkfifo pipe; ln -s {bench.Folder["outside"]} folder; ln -s {bench.Folder["outside/secret"]} file; echo ok > own; ln -s {bench.Folder["outside/secret"]} $PRAXIS_JOB_DIR/output/message"))));
        Assert.Equal(StepStatus.Succeeded, kept.Status);
        Assert.Equal(["own"], new FolderArtifacts(bench.Workspace).Open(kept.Artifacts[0]).Select(file => file.Path));
        Assert.DoesNotContain("SECRET", kept.Properties);
        Assert.DoesNotContain(bench.Workspace.Artifacts.List(), artifact => File.ReadAllText(bench.Workspace.Artifacts.PathOf(artifact)).Contains("SECRET", StringComparison.Ordinal));
    }

    [Fact]
    public void A_pipe_in_the_place_of_the_reason_or_the_message_is_not_waited_for()
    {
        Assert.Equal("AlgorithmError: said aloud", First(bench.Run(bench.Create(Shell("A", "mkfifo $PRAXIS_JOB_DIR/failure; echo said aloud; exit 1")))).FailureReason);
        Assert.Equal(StepStatus.Succeeded, First(bench.Run(bench.Create(Shell("A", "mkfifo $PRAXIS_JOB_DIR/output/message")))).Status);
        bench.Folder.Write("secret", "SECRET");
        Assert.DoesNotContain("SECRET", First(bench.Run(bench.Create(Shell("A", $"ln -s {bench.Folder["secret"]} $PRAXIS_JOB_DIR/failure; exit 1")))).FailureReason);
    }

    // F14: a daemon that left its parent and its session.
    [Fact]
    public void Nothing_of_a_job_outlives_it()
    {
        var pid = bench.Folder["pid"];
        bench.Run(bench.Create(Shell("A", $"setsid sh -c 'echo $$ > {pid}.new; mv {pid}.new {pid}; exec sleep 300' > /dev/null 2>&1 & while [ ! -e {pid} ]; do sleep 0.01; done")));
        Assert.True(SpinWait.SpinUntil(() => ProcessIdentity.StartOf(int.Parse(File.ReadAllText(pid))) is null, 10_000));
    }

    // F6.
    [Fact]
    public async Task Executions_that_race_for_one_cache_key_all_end_right_and_the_next_is_a_hit()
    {
        var pipeline = bench.Create(Shell("A", "sleep 0.2; echo same > $PRAXIS_OUTPUT_OUT/x", Cached));
        var ended = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => bench.Run(pipeline))));
        Assert.All(ended, execution => Assert.Equal(ExecutionStatus.Succeeded, execution.Status));
        Assert.Single(ended.Select(execution => string.Join(' ', First(execution).Artifacts)).Distinct());
        Assert.NotNull(First(bench.Run(pipeline)).CacheHit);
    }

    [Fact]
    public async Task Two_runners_of_one_execution_run_each_step_once()
    {
        var log = bench.Folder["log"];
        var pipeline = bench.Create(string.Join(',', Enumerable.Range(0, 4).Select(i => Shell($"S{i}", $"echo {i} >> {log}; sleep 0.05", i == 0 ? "" : $"\"DependsOn\":[\"S{i - 1}\"],"))));
        var execution = bench.Executions.Start(new ExecutionRequest { Pipeline = pipeline });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => bench.Go(execution.Id))));
        Assert.True(SpinWait.SpinUntil(() => bench.Executions.Get(execution.Id).Status == ExecutionStatus.Succeeded, 30_000));
        Assert.Equal("0\n1\n2\n3\n", File.ReadAllText(log));
    }

    [Fact]
    public async Task A_host_that_ends_lets_go_and_the_next_in_the_same_process_goes_on()
    {
        var (log, go) = (bench.Folder["log"], bench.Folder["go"]);
        var execution = bench.Executions.Start(new ExecutionRequest { Pipeline = bench.Create(string.Join(',', Shell("A", $"echo A >> {log}"), Shell("B", $"echo B >> {log}; test -e {go} || exec sleep 60", "\"DependsOn\":[\"A\"],"))) });
        for (var restart = 0; restart < 3; restart++)
        {
            var host = new PipelineHost(bench.Services);
            await using (host)
                Assert.True(SpinWait.SpinUntil(() => File.Exists(log) && File.ReadAllLines(log).Count(line => line == "B") > restart, 30_000));
            Assert.Equal(ExecutionStatus.Executing, bench.Executions.Get(execution.Id).Status);
            Assert.Equal([execution.Id], bench.Executions.Orphans());
        }

        await File.WriteAllTextAsync(go, "", TestContext.Current.CancellationToken);
        await using (new PipelineHost(bench.Services))
            Assert.True(SpinWait.SpinUntil(() => bench.Executions.Get(execution.Id).Status == ExecutionStatus.Succeeded, 30_000));
        Assert.Equal(["A", "B", "B", "B", "B"], File.ReadAllLines(log));
        Assert.Equal(1, bench.Workspace.Jobs.List().Count(job => job.Name.Contains("-A-", StringComparison.Ordinal)));
    }

    // The slots and children of a process that was killed, seen by a server that lives on.
    [Fact]
    public async Task A_host_takes_over_what_a_dead_process_left_running_and_holding()
    {
        using var dead = Process.Start("/bin/true");
        var gone = new ProcessIdentity(dead.Id, 1);
        dead.WaitForExit();
        var start = new ProcessStartInfo("/bin/sleep", ["300"]);
        var pipeline = bench.Create(Shell("A", "true"));
        var execution = bench.Executions.Start(new ExecutionRequest { Pipeline = pipeline });
        var job = bench.Workspace.Jobs.Create("training", "old", "f", new JobDefinition { Program = "/bin/sleep", Cpus = 4 });
        start.Environment["PRAXIS_JOB_ID"] = job.Id;
        using var orphan = Process.Start(start)!;
        bench.Workspace.Jobs.Begin(job.Id);
        bench.Workspace.Database.Within(
            rows =>
            {
                rows.Execute("UPDATE leases SET pid = $0, start_time = $1", gone.Pid, gone.StartTime);
                rows.Execute("INSERT INTO leases (subject, pid, start_time, heartbeat) VALUES ($0, $1, $2, $3)", "execution/" + execution.Id, gone.Pid, gone.StartTime, rows.Now);
                return 0;
            },
            writes: true);
        await using (new PipelineHost(bench.Services))
            Assert.True(SpinWait.SpinUntil(() => bench.Executions.Get(execution.Id).Status == ExecutionStatus.Succeeded, 30_000));
        Assert.True(orphan.WaitForExit(10_000));
        Assert.Equal((JobStatus.Failed, "its owner ended"), (bench.Workspace.Jobs.Get(job.Id).Status, bench.Workspace.Jobs.Get(job.Id).FailureReason));
    }

    [Fact]
    public void An_execution_whose_definition_is_gone_ends_and_says_so()
    {
        var execution = bench.Executions.Start(new ExecutionRequest { Pipeline = bench.Create(Shell("A", "true")) });
        bench.Workspace.Database.Within(rows => rows.Execute("DELETE FROM records WHERE kind = 'pipeline'"), writes: true);
        var ended = bench.Go(execution.Id);
        Assert.Equal(ExecutionStatus.Failed, ended.Status);
        Assert.StartsWith("ClientError: ", ended.FailureReason);
        Assert.Empty(bench.Executions.Orphans());
    }

    private StepExecution First(Execution execution) => bench.Steps(execution)["A"];

    private void Damage(string artifact, string how)
    {
        var path = bench.Workspace.Artifacts.PathOf(artifact);
        var bytes = File.ReadAllBytes(path);
        File.Delete(path);
        if (how == "flipped")
            bytes[bytes.Length / 2] ^= 1;
        if (how != "deleted")
            File.WriteAllBytes(path, how == "cut" ? bytes[..^1] : bytes);
    }
}
