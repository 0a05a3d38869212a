using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Praxis.Cli.Tests;

/// <summary>Faults that pipelines withstand (F1, F2, F5, F6, F7, F14 of the list), with the real program; benchmarks/pipelines_crash.py does the same a hundred times.</summary>
public sealed class PipelineFaultTests
{
    private const string Three = """
        pipeline: p
        steps:
          - {name: A, type: Processing, run: [sh, -c, "sleep 0.1; echo a > $PRAXIS_OUTPUT_OUT/x"], outputs: [out]}
          - {name: B, type: Processing, run: [sh, -c, "sleep 0.1; cat $PRAXIS_INPUT_IN/x > $PRAXIS_OUTPUT_OUT/x; echo b >> $PRAXIS_OUTPUT_OUT/x"], inputs: {in: "${A.out}"}, outputs: [out]}
          - {name: Train, type: Training, run: [sh, -c, "cp $PRAXIS_INPUT_TRAIN/x $PRAXIS_MODEL_DIR/model"], channels: {train: "${B.out}"}}
          - {name: Register, type: RegisterModel, group: g, model: "${Train.model}"}
        """;

    // F1.
    [Fact]
    public void Killed_at_any_moment_an_execution_that_is_watched_again_ends_with_the_same_bytes()
    {
        using var praxis = new PraxisProgram();
        praxis.Run("pipeline", "create", praxis.Write("p.yaml", Three));
        var clock = Stopwatch.StartNew();
        Assert.Equal(0, praxis.Run("pipeline", "start", "p", "--no-cache").Code);
        var (whole, undisturbed) = (clock.Elapsed, Model(praxis));
        var random = new Random(11);
        for (var moment = 0; moment < 3; moment++)
        {
            var id = Detached(praxis);
            using (var run = praxis.Start("pipeline", "watch", id))
            {
                run.WaitForExit(whole * random.NextDouble());
                if (!run.HasExited)
                    Signals.KillHard(run);
                run.WaitForExit();
            }

            var again = praxis.Run("pipeline", "watch", id);
            Assert.True(again.Code == 0, again.Error + again.Output);
            Assert.Equal(undisturbed, Model(praxis));
            AssertNothingIsLeft(praxis);
        }

        Assert.Equal(0, praxis.Run("workspace", "check").Code);
    }

    // The job goes on while nobody attends to it, and the next server hears all of it, once.
    [Fact]
    public void A_server_that_is_killed_finds_its_job_running_when_it_is_back()
    {
        using var praxis = new PraxisProgram();
        var id = Detached(praxis, $$"""
            pipeline: p
            steps:
              - name: A
                type: Training
                run: [sh, -c, "echo $$ >> {{praxis["pids"]}}; i=0; while [ $i -lt 200 ] || [ ! -e {{praxis["go"]}} ]; do i=$((i+1)); echo line $i; echo error $i >&2; echo \"{\\\"metric\\\":\\\"m\\\",\\\"value\\\":$i,\\\"step\\\":$i}\"; sleep 0.01; done; echo $i > {{praxis["last"]}}; echo done > $PRAXIS_MODEL_DIR/model"]
            """);
        for (var kill = 1; kill <= 3; kill++)
        {
            using var server = praxis.Start("serve", "--port", "0");
            var log = praxis[".praxis/jobs"];
            var heard = Heard();
            Assert.True(SpinWait.SpinUntil(() => Heard() > heard + 50, 60_000));
            Signals.KillHard(server);
            server.WaitForExit();
            Assert.True(Signals.IsRunning(Assert.Single(File.ReadAllLines(praxis["pids"]))));

            long Heard() => Directory.Exists(log) ? Directory.GetFiles(log, "log.jsonl", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length) : 0;
        }

        Assert.Contains("InProgress", praxis.Run("jobs", "list").Output);
        File.WriteAllText(praxis["go"], "");
        Assert.True(SpinWait.SpinUntil(() => File.Exists(praxis["last"]), 60_000));
        using (var server = praxis.Start("serve", "--port", "0"))
        {
            Assert.True(SpinWait.SpinUntil(() => Status(praxis, id) == "Succeeded", 60_000));
            Signals.Interrupt(server);
            server.WaitForExit();
        }

        Assert.Single(File.ReadAllLines(praxis["pids"]));
        AssertNothingIsLeft(praxis);
        var numbers = Enumerable.Range(1, int.Parse(File.ReadAllText(praxis["last"]), CultureInfo.InvariantCulture)).ToList();
        var job = Assert.Single(JsonNode.Parse(praxis.Run("jobs", "list", "--json").Output)!.AsArray())!["id"]!.GetValue<string>();
        var messages = File.ReadLines(Path.Combine(praxis[".praxis/jobs"], job, "log.jsonl")).Select(line => JsonNode.Parse(line)!["message"]!.GetValue<string>()).ToList();
        Assert.Equal(numbers.Select(i => "line " + i), messages.Where(message => message.StartsWith("line", StringComparison.Ordinal)));
        Assert.Equal(numbers.Select(i => "error " + i), messages.Where(message => message.StartsWith("error", StringComparison.Ordinal)));
        var metrics = JsonNode.Parse(praxis.Run("jobs", "metrics", job, "--json").Output)!.AsArray();
        Assert.Equal(numbers, metrics.Select(metric => metric!["step"]!.GetValue<int>()));
    }

    // A job whose attendant is killed with the server has no end to tell: it is run again, and nothing of it is left.
    [Fact]
    public void A_server_and_the_process_of_its_step_may_be_killed_at_once()
    {
        using var praxis = new PraxisProgram();
        var id = Detached(praxis, $"pipeline: p\nsteps:\n  - {{name: A, type: Processing, run: [sh, -c, \"echo $PPID $$ >> {praxis["pids"]}; test -e {praxis["go"]} || exec sleep 300\"]}}\n");
        for (var kill = 1; kill <= 3; kill++)
        {
            using var server = praxis.Start("serve", "--port", "0");
            Assert.True(SpinWait.SpinUntil(() => File.Exists(praxis["pids"]) && File.ReadAllLines(praxis["pids"]).Length == kill, 60_000));
            Signals.KillHard(server);
            Signals.KillHard(int.Parse(File.ReadAllLines(praxis["pids"])[^1].Split(' ')[0], CultureInfo.InvariantCulture));
            server.WaitForExit();
        }

        File.WriteAllText(praxis["go"], "");
        using (var server = praxis.Start("serve", "--port", "0"))
        {
            Assert.True(SpinWait.SpinUntil(() => Status(praxis, id) == "Succeeded", 60_000));
            foreach (var pid in File.ReadAllLines(praxis["pids"]).Select(line => line.Split(' ')[1]))
                Assert.False(Signals.IsRunning(pid), $"the process {pid} is still there");
            Signals.Interrupt(server);
            server.WaitForExit();
        }

        AssertNothingIsLeft(praxis);
        Assert.Equal(4, File.ReadAllLines(praxis["pids"]).Length);
    }

    // A program can put anything where its attendant writes; nobody waits for it.
    [Fact]
    public void Pipes_in_place_of_an_attendants_record_hold_nobody_up()
    {
        using var praxis = new PraxisProgram();
        var id = Detached(praxis, $"pipeline: p\nsteps:\n  - {{name: A, type: Processing, run: [sh, -c, \"cd $PRAXIS_JOB_DIR/process; rm -f pid stdout stderr; mkfifo pid code stdout stderr; echo $PPID > {praxis["pid"]}.new; mv {praxis["pid"]}.new {praxis["pid"]}; exec sleep 300\"]}}\n");
        using (var run = praxis.Start("pipeline", "watch", id))
        {
            Assert.True(SpinWait.SpinUntil(() => File.Exists(praxis["pid"]), 60_000));
            Signals.KillHard(run);
            Signals.KillHard(int.Parse(File.ReadAllText(praxis["pid"]), CultureInfo.InvariantCulture));
            run.WaitForExit();
        }

        Assert.Contains("Failed", praxis.Run("jobs", "list").Output);
        Assert.Empty(praxis.JobProcesses());
        Assert.Equal(0, praxis.Run("pipeline", "stop", "p").Code);
    }

    [Fact]
    public void A_server_that_ends_can_leave_its_jobs_running_for_the_next_one()
    {
        using var praxis = new PraxisProgram();
        var id = Detached(praxis, $"pipeline: p\nsteps:\n  - {{name: A, type: Training, run: [sh, -c, \"printf half; echo $$ >> {praxis["pids"]}; while [ ! -e {praxis["go"]} ]; do sleep 0.05; done; echo ' and whole'; echo x > $PRAXIS_MODEL_DIR/model\"]}}\n");
        using (var server = praxis.Start("serve", "--port", "0", "--keep-jobs"))
        {
            Assert.True(SpinWait.SpinUntil(() => File.Exists(praxis["pids"]), 60_000));
            Signals.Interrupt(server);
            server.WaitForExit();
        }

        Assert.True(Signals.IsRunning(File.ReadAllText(praxis["pids"])));
        Assert.Equal("Executing", Status(praxis, id));
        File.WriteAllText(praxis["go"], "");
        Assert.Equal(0, praxis.Run("pipeline", "watch", id).Code);
        Assert.Single(File.ReadAllLines(praxis["pids"]));
        AssertNothingIsLeft(praxis);
        Assert.Contains("half and whole", praxis.Run("jobs", "logs", JsonNode.Parse(praxis.Run("jobs", "list", "--json").Output)![0]!["id"]!.GetValue<string>()).Output);
    }

    [Theory]
    [InlineData("pipeline", "stop", "p")]
    [InlineData("jobs", "stop", "A")]
    public void What_runs_with_nobody_to_attend_to_it_can_be_stopped(params string[] command)
    {
        using var praxis = new PraxisProgram();
        var id = Detached(praxis, $"pipeline: p\nsteps:\n  - {{name: A, type: Processing, run: [sh, -c, \"echo $$ > {praxis["pid"]}.new; mv {praxis["pid"]}.new {praxis["pid"]}; exec sleep 300\"]}}\n");
        using (var run = praxis.Start("pipeline", "watch", id))
        {
            Assert.True(SpinWait.SpinUntil(() => File.Exists(praxis["pid"]), 60_000));
            Signals.KillHard(run);
            run.WaitForExit();
        }

        Assert.True(Signals.IsRunning(File.ReadAllText(praxis["pid"])));
        var job = JsonNode.Parse(praxis.Run("jobs", "list", "--json").Output)![0]!["name"]!.GetValue<string>();
        var stop = praxis.Run([.. command[..2], command[2] == "A" ? job : command[2]]);
        Assert.True(stop.Code == 0, stop.Error);
        Assert.False(Signals.IsRunning(File.ReadAllText(praxis["pid"])));
        Assert.Contains("Stopped", praxis.Run("jobs", "list").Output);
    }

    // F2, at each write in turn.
    [Fact]
    public void A_full_disk_is_told_at_any_write_and_what_was_done_is_kept()
    {
        using var praxis = new PraxisProgram();
        using var disk = SmallDisk.Mount(praxis["disk"], megabytes: 8);
        Assert.SkipUnless(disk is not null, "a small tmpfs cannot be mounted here");
        string[] workspace = ["--workspace", Path.Combine(disk.Path, ".praxis")];
        var file = praxis.Write("p.yaml", Three);
        Assert.Equal(0, praxis.Run(["pipeline", "create", file, .. workspace]).Code);
        var refused = 0;
        for (var left = 240_000L; left >= 0; left -= 60_000)
        {
            disk.Leave(left);
            var run = praxis.Run(["pipeline", "start", "p", .. workspace]);
            Assert.True(run.Code is 0 or 2, $"{left} bytes left: {run.Code} {run.Error} {run.Output}");
            Assert.DoesNotContain("   at ", run.Error + run.Output);
            if (run.Code == 2)
            {
                refused++;
                Assert.True((run.Error + run.Output).Contains("do this:", StringComparison.Ordinal) || run.Output.Contains("space", StringComparison.OrdinalIgnoreCase), $"{left} bytes left: {run.Error} {run.Output}");
            }

            disk.Clear();
            foreach (var execution in JsonNode.Parse(praxis.Run(["pipeline", "executions", "p", "--json", .. workspace]).Output)!.AsArray())
            {
                var (id, status) = (execution!["id"]!.GetValue<string>(), execution["status"]!.GetValue<string>());
                if (status == "Succeeded")
                    continue;
                var again = praxis.Run(["pipeline", status == "Executing" ? "watch" : "retry", id, .. workspace]);
                Assert.True(again.Code == 0, $"{left} bytes left, then {status}: {again.Error} {again.Output}");
            }
        }

        Assert.True(refused > 1, $"{refused} were refused");
        Assert.Equal(0, praxis.Run(["workspace", "check", .. workspace]).Code);
        Assert.Single(JsonNode.Parse(praxis.Run(["models", "list", "--json", .. workspace]).Output)!.AsArray());
    }

    [Fact]
    public void A_server_lives_through_a_full_disk_and_goes_on_when_there_is_room()
    {
        using var praxis = new PraxisProgram();
        using var disk = SmallDisk.Mount(praxis["disk"], megabytes: 8);
        Assert.SkipUnless(disk is not null, "a small tmpfs cannot be mounted here");
        var workspace = Path.Combine(disk.Path, ".praxis");
        praxis.Run("pipeline", "create", praxis.Write("p.yaml", $"pipeline: p\nsteps:\n  - {{name: A, type: Processing, run: [sh, -c, \"touch {praxis["begun"]}; while [ ! -e {praxis["go"]} ]; do sleep 0.05; done; touch {praxis["ended"]}\"]}}\n  - {{name: B, type: Processing, run: [\"true\"], depends-on: [A]}}\n"), "--workspace", workspace);
        using var server = praxis.Start("serve", "--port", "0", "--workspace", workspace);
        var id = Id(praxis.Run("pipeline", "start", "p", "--detach", "--json", "--workspace", workspace).Output);
        Assert.True(SpinWait.SpinUntil(() => File.Exists(praxis["begun"]), 60_000));
        disk.Leave(0);
        File.WriteAllText(praxis["go"], "");
        Assert.True(SpinWait.SpinUntil(() => File.Exists(praxis["ended"]), 60_000));
        Assert.False(server.WaitForExit(2_000));
        disk.Clear();
        string status;
        do
            status = JsonNode.Parse(praxis.Run("pipeline", "show", id, "--json", "--workspace", workspace).Output)!["execution"]!["status"]!.GetValue<string>();
        while (status == "Executing");
        Assert.False(server.HasExited);
        if (status == "Failed")
            Assert.Equal(0, praxis.Run("pipeline", "retry", id, "--workspace", workspace).Code);
        Signals.Interrupt(server);
        server.WaitForExit();
        Assert.Equal(0, praxis.Run("workspace", "check", "--workspace", workspace).Code);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(workspace, "tmp")));
        Assert.DoesNotContain("InProgress", praxis.Run("jobs", "list", "--workspace", workspace).Output);
    }

    // F5: of the database, at random places.
    [Fact]
    public void A_damaged_database_is_an_answer_or_a_clear_refusal_and_no_mistake_of_ours()
    {
        using var praxis = new PraxisProgram();
        Assert.Equal(0, praxis.Run("pipeline", "start", praxis.Write("p.yaml", Three)).Code);
        var path = praxis[".praxis/metadata.db"];
        File.Delete(path + "-shm");
        var whole = File.ReadAllBytes(path);
        var random = new Random(5);
        foreach (var what in Enumerable.Range(0, 6))
        {
            var bytes = what == 0 ? whole[..(whole.Length / 2)] : what == 1 ? whole[..100] : (byte[])whole.Clone();
            for (var flips = 0; what > 1 && flips < 40; flips++)
                bytes[random.Next(what % 2 == 0 ? 4096 : bytes.Length)] ^= (byte)(1 << random.Next(8));
            File.Delete(path + "-wal");
            File.WriteAllBytes(path, bytes);
            foreach (var command in (string[][])[["pipeline", "show", "p"], ["models", "list"]])
            {
                var run = praxis.Run(command);
                Assert.True(run.Code is 0 or 1 or 2, $"damage {what}, {string.Join(' ', command)}: {run.Code} {run.Error}");
                if (run.Code == 2)
                    Assert.Contains("do this:", run.Error);
            }
        }
    }

    // F6: two runs, two servers and a gc.
    [Fact]
    public async Task Two_runs_two_servers_and_a_gc_share_one_workspace()
    {
        using var praxis = new PraxisProgram();
        praxis.Run("pipeline", "create", praxis.Write("p.yaml", Three));
        var runs = new[]
        {
            Task.Run(() => praxis.Run("pipeline", "start", "p", "--no-cache")),
            Task.Run(() => praxis.Run("pipeline", "start", "p", "--no-cache")),
            Task.Run(() => praxis.Run("workspace", "gc", "--grace-hours", "0.25")),
        };
        using var server = praxis.Start("serve", "--port", "0");
        Assert.StartsWith("Serving at", await server.StandardError.ReadLineAsync(TestContext.Current.CancellationToken));
        var second = praxis.Run("serve", "--port", "0");
        Assert.Equal(2, second.Code);
        Assert.Contains("a server runs on this workspace already, at http://", second.Error);
        var third = praxis.Run("pipeline", "start", "p", "--no-cache");
        Assert.True(third.Code == 0, third.Error);
        foreach (var run in await Task.WhenAll(runs))
            Assert.True(run.Code == 0, run.Error);
        Signals.Interrupt(server);
        await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, praxis.Run("workspace", "check").Code);
        Assert.Single(JsonNode.Parse(praxis.Run("models", "list", "--json").Output)!.AsArray());
        AssertNothingIsLeft(praxis);
    }

    // F7, for a moment; benchmarks/one_writer_eight_readers.py takes ten minutes.
    [Fact]
    public async Task Eight_readers_see_whole_answers_while_one_writes()
    {
        using var praxis = new PraxisProgram();
        praxis.Run("pipeline", "start", praxis.Write("p.yaml", Three));
        var writer = Task.Run(() => praxis.Run("pipeline", "start", "p", "--no-cache"));
        var readers = Enumerable.Range(0, 8).Select(i => Task.Run(() => praxis.Run([.. ((string[][])[["pipeline", "executions", "p"], ["models", "list"], ["jobs", "list"], ["lineage", "show", "g"]])[i % 4], "--json"]))).ToList();
        foreach (var read in await Task.WhenAll(readers))
        {
            Assert.True(read.Code == 0, read.Error);
            using var json = JsonDocument.Parse(read.Output);
        }

        Assert.Equal(0, (await writer).Code);
    }

    // F14.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Ctrl_C_at_any_step_says_what_is_kept_and_how_to_go_on_and_leaves_nothing(int at)
    {
        using var praxis = new PraxisProgram();
        string Waits(int i) => $"echo $$ > {praxis["pid" + i]}.new; mv {praxis["pid" + i]}.new {praxis["pid" + i]}; test -e {praxis["go"]} || test {i} -ne {at} || exec sleep 300";
        praxis.Write("p.yaml", $$"""
            pipeline: p
            steps:
              - {name: S0, type: Processing, run: [sh, -c, "{{Waits(0)}}; echo 0 > $PRAXIS_OUTPUT_OUT/x"], outputs: [out]}
              - {name: S1, type: Processing, run: [sh, -c, "{{Waits(1)}}"], inputs: {in: "${S0.out}"} }
              - {name: S2, type: Training, run: [sh, -c, "{{Waits(2)}}; echo m > $PRAXIS_MODEL_DIR/model"], channels: {train: "${S0.out}"}, depends-on: [S1]}
              - {name: S3, type: Processing, run: [sh, -c, "{{Waits(3)}}"], inputs: {in: "${S2.model}"} }
            """);
        using (var run = praxis.Start("pipeline", "start", "p.yaml"))
        {
            var error = run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.True(SpinWait.SpinUntil(() => File.Exists(praxis["pid" + at]), 60_000));
            Signals.Interrupt(run);
            await run.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(130, run.ExitCode);
            Assert.Contains("Steps that were done are kept; praxis pipeline retry ", await error);
        }

        Assert.False(Signals.IsRunning(File.ReadAllText(praxis["pid" + at])));
        AssertNothingIsLeft(praxis);
        File.WriteAllText(praxis["go"], "");
        var again = praxis.Run("pipeline", "retry", "p", "--json");
        Assert.True(again.Code == 0, again.Error);
        Assert.All(JsonNode.Parse(again.Output)!["steps"]!.AsArray(), step => Assert.Equal("Succeeded", step!["status"]!.GetValue<string>()));
        Assert.Equal(5, JsonNode.Parse(praxis.Run("jobs", "list", "--json").Output)!.AsArray().Count);
    }

    private static void AssertNothingIsLeft(PraxisProgram praxis)
    {
        Assert.Empty(Directory.GetFileSystemEntries(praxis[".praxis/tmp"]));
        Assert.False(File.Exists(praxis[".praxis/server.json"]));
        var jobs = JsonNode.Parse(praxis.Run("jobs", "list", "--json").Output)!.AsArray();
        Assert.All(jobs, job => Assert.Contains(job!["status"]!.GetValue<string>(), (string[])["Completed", "Failed", "Stopped"]));
        Assert.Empty(praxis.JobProcesses());
    }

    private static string Detached(PraxisProgram praxis, string? yaml = null)
    {
        if (yaml is not null)
            Assert.Equal(0, praxis.Run("pipeline", "create", praxis.Write("p.yaml", yaml)).Code);
        return Id(praxis.Run("pipeline", "start", "p", "--detach", "--json").Output);
    }

    private static string Id(string json) => JsonNode.Parse(json)!["execution"]!["id"]!.GetValue<string>();

    private static string Status(PraxisProgram praxis, string id) => JsonNode.Parse(praxis.Run("pipeline", "show", id, "--json").Output)!["execution"]!["status"]!.GetValue<string>();

    private static string Model(PraxisProgram praxis)
    {
        using var models = JsonDocument.Parse(praxis.Run("models", "list", "--json").Output);
        return Assert.Single(models.RootElement.EnumerateArray().Select(model => model.GetProperty("artifact").GetString()!));
    }
}
