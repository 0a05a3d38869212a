using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Pipelines;
using Praxis.Contracts.Register;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines;
using Praxis.Platform.Pipelines.Definitions;
using Praxis.Platform.Pipelines.Executions;
using Praxis.Platform.Pipelines.Steps;
using Praxis.Platform.Register;
using Praxis.Platform.Train;
using Praxis.Testing;

namespace Praxis.Platform.Tests.Pipelines;

/// <summary>The steps of <c>praxis run</c>.</summary>
public sealed class RoomStepTests : IDisposable
{
    private static readonly string[] Rooms = ["Ingest", "Analyze", "Prepare", "Train", "Evaluate", "Register"];
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Let_go_of_after_any_step_another_process_ends_it_with_the_same_hashes()
    {
        var undisturbed = With("whole", services => new MainJob(services).Run(Options(), CancellationToken.None).Report.Hashes);
        foreach (var room in Rooms)
        {
            var id = With(room, services =>
            {
                using var stop = new CancellationTokenSource();
                var execution = Start(services);
                var runner = new ExecutionRunner(services)
                {
                    LetsGo = true,
                    OnStep = step =>
                    {
                        if (step.Name == room && step.Status == StepStatus.Succeeded)
                            stop.Cancel();
                    },
                };
                Assert.Throws<OperationCanceledException>(() => runner.Run(execution.Id, stop.Token));
                return execution.Id;
            });
            With(room, services =>
            {
                var executions = new Executions(services.Workspace);
                var done = executions.Steps(id).Select(step => step.Name).ToList();
                Assert.Equal(Rooms[..(Array.IndexOf(Rooms, room) + 1)], done);
                Assert.Equal(ExecutionStatus.Succeeded, new ExecutionRunner(services).Run(id, CancellationToken.None).Status);
                var again = new MainJob(services).Run(Options(), CancellationToken.None);
                Assert.Equal(undisturbed, again.Report.Hashes);
                Assert.Single(new Models(services.Workspace).List());
                Assert.Single(services.Workspace.Jobs.List());
                return 0;
            });
        }
    }

    [Fact]
    public void What_a_dead_process_left_of_the_same_version_ends_in_favour_of_the_next_run() => With("w", services =>
    {
        var executions = new Executions(services.Workspace);
        var left = Start(services);
        var other = executions.Start(new ExecutionRequest { Pipeline = Upsert(services, Options() with { Seed = 2 }).Id });
        var next = executions.Start(new ExecutionRequest { Pipeline = Upsert(services, Options()).Id, IsOwned = true });
        Assert.Equal(ExecutionStatus.Executing, executions.Get(left.Id).Status);
        var same = executions.Start(new ExecutionRequest { Pipeline = $"{other.Pipeline}:{other.PipelineVersion}", IsOwned = true });
        Assert.Equal(ExecutionStatus.Stopped, executions.Get(other.Id).Status);
        Assert.Contains(same.Id, executions.Get(other.Id).FailureReason);

        // Owned from its first moment: nobody else finds it.
        Assert.DoesNotContain(next.Id, executions.Orphans());
        Assert.False(executions.Claim(next.Id));
        return 0;
    });

    [Fact]
    public void The_definition_follows_from_the_options_and_each_room_has_only_those_that_it_needs()
    {
        var options = Options() with { Hyperparameters = new Dictionary<string, string> { ["Get"] = "Steps.X.Y" }, Seed = ulong.MaxValue };
        var definition = MainJobDefinition.Of(options, recipe: null);
        Assert.Equal(Rooms, definition.StepNames);
        Assert.Equal(definition.ToJson(), MainJobDefinition.Of(options with { Threads = 7 }, null).ToJson());
        string Of(string room) => definition[room].Arguments["Options"]!.ToString();
        Assert.DoesNotContain("minAccuracy", Of("Train"));
        Assert.DoesNotContain("file", Of("Prepare"));
        Assert.Contains("18446744073709551615", Of("Train"));
        Assert.Equal(ulong.MaxValue, Praxis.Platform.Pipelines.Steps.Rooms.RoomOptions.Read(Of("Train")).Seed);
        var written = JsonNode.Parse(definition.ToJson())!;
        written["Steps"]![0]!["Arguments"]!["Room"] = "Ingst";
        var wrong = Assert.Throws<UserException>(() => PipelineDefinition.Parse(written.ToJsonString()));
        Assert.Contains(wrong.Problems, problem => problem.Remedy!.Contains("Ingest", StringComparison.Ordinal));
        Assert.Equal(["Recipe", .. Rooms], MainJobDefinition.Of(options with { Recipe = "steps: []" }, new string('a', 64)).StepNames);
    }

    [Fact]
    public void A_mistake_is_thrown_as_it_is_and_stands_on_record() => With("w", services =>
    {
        var job = new MainJob(services);
        var mistake = Assert.Throws<UserException>(() => job.Run(Options() with { Label = "lable" }, CancellationToken.None));
        Assert.Equal("unknown-column", mistake.Problems[0].Type);
        Assert.Equal(ExecutionStatus.Failed, job.Execution!.Status);
        Assert.Contains("lable", new Executions(services.Workspace).Steps(job.Execution.Id)[^1].FailureReason);
        Assert.Equal(ModelStatus.Rejected, new MainJob(services).Run(Options() with { MinAccuracy = 1 }, CancellationToken.None).Model.Status);
        return 0;
    });

    private Execution Start(StepServices services) => new Executions(services.Workspace).Start(new ExecutionRequest { Pipeline = Upsert(services, Options()).Id });

    private static Pipeline Upsert(StepServices services, MainJobOptions options) => new PipelineStore(services.Workspace).Upsert("run-rows", MainJobDefinition.Of(options, null), "praxis run rows.csv");

    private MainJobOptions Options() => new() { File = folder["rows.csv"], Text = "text", Label = "label", Algorithm = "rows" };

    // A process of its own on the workspace, as far as one test can be.
    private T With<T>(string name, Func<StepServices, T> work)
    {
        if (!File.Exists(folder["rows.csv"]))
            folder.Write("rows.csv", "text,label\n" + string.Concat(Enumerable.Range(0, 80).Select(i => $"\"{(i % 2 == 0 ? "good" : "bad")} thing, bought number {i}\",{(i % 3 == 0 ? "bad" : "good")}\n")));
        var program = folder.Write("worker.sh", RowsTrainer.Worker);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var workspace = Workspace.Open(folder[name], TimeProvider.System);
        using var scheduler = new LocalScheduler(workspace, new SlotLimits(2, 1L << 40, 0));
        var bugs = new List<Exception>();
        var result = work(new StepServices(workspace, scheduler, new Trainers([new RowsTrainer()]), program, "test") { OnBug = bugs.Add });
        Assert.Empty(bugs);
        return result;
    }
}
