using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Praxis.Cli.Pipelines;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Pipelines;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines;
using Praxis.Platform.Pipelines.Definitions;
using Praxis.Platform.Pipelines.Executions;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis pipeline start|watch|stop|retry|executions|show</c>.</summary>
internal sealed class PipelineRunCommands(TextWriter output, TextWriter error)
{
    public IEnumerable<Command> All() => [Start(), Watch(), Stop(), Retry(), List(), Show(), Callback()];

    private Command Start()
    {
        var name = new Argument<string>("pipeline") { Description = "NAME, NAME:VERSION, or a definition's file, which is put on record first" };
        var set = new Option<string[]>("--set") { Description = "A parameter; may be given again", HelpName = "NAME=VALUE", DefaultValueFactory = _ => [] };
        var display = new Option<string?>("--display-name") { Description = "What to call the execution", HelpName = "TEXT" };
        var token = new Option<string?>("--token") { Description = "Starting twice with one token is one execution", HelpName = "TEXT" };
        var parallel = PipelineCommand.Parallel();
        var priority = CommandOptions.Priority();
        var noCache = new Option<bool>("--no-cache") { Description = "Run every step, also those with an earlier result" };
        var only = new Option<string[]>("--only") { Description = "Run this step alone; the steps that it needs are answered from an earlier execution; may be given again", HelpName = "STEP", DefaultValueFactory = _ => [] };
        var from = new Option<string?>("--from") { Description = "Run this step and all that follow from it", HelpName = "STEP" };
        var source = new Option<string?>("--from-execution") { Description = "The execution that answers for the other steps; else the newest that succeeded", HelpName = "ID" };
        var detach = new Option<bool>("--detach") { Description = "Do not wait; a server runs it" };
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("start", "Runs a pipeline to its end.") { name, set, display, token, parallel, priority, noCache, only, from, source, detach, workspaceOption, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var workspace = PipelineCommand.Open(parsed, workspaceOption);
            var store = new PipelineStore(workspace);
            var said = parsed.GetValue(name)!;
            if (File.Exists(said))
            {
                var (definition, own) = PipelineCommand.Read(said);
                said = store.Upsert(own, definition, store.Find(own)?.Description, store.Find(own)?.MaxParallelSteps).Id;
            }

            var execution = new Executions(workspace).Start(new ExecutionRequest
            {
                Pipeline = said,
                Parameters = Settings(parsed.GetValue(set)!),
                DisplayName = parsed.GetValue(display),
                Token = parsed.GetValue(token),
                MaxParallelSteps = parsed.GetValue(parallel),
                Priority = parsed.GetValue(priority),
                UsesCache = !parsed.GetValue(noCache),
                SelectedSteps = [.. parsed.GetValue(only)!, .. parsed.GetValue(from) is { } first ? PipelineDefinition.Parse(store.Get(said).Definition).StepsFrom(first) : []],
                SourceExecution = parsed.GetValue(source),
            });
            return parsed.GetValue(detach) ? Write(workspace, execution, parsed.GetValue(json)) : await FollowAsync(workspace, execution, parsed.GetValue(json), cancellationToken);
        });
        return ExampleHelp.Of(command, "praxis pipeline start reviews --set LearningRate=0.05", "praxis pipeline start pipeline.yaml --no-cache", "praxis pipeline start reviews --from Train");
    }

    private Command Watch()
    {
        var (id, workspaceOption, json) = (Id(), CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("watch", "Shows an execution until its end; goes on with it where its process is gone.") { id, workspaceOption, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var workspace = PipelineCommand.Open(parsed, workspaceOption);
            return await FollowAsync(workspace, new Executions(workspace).Get(parsed.GetValue(id)!), parsed.GetValue(json), cancellationToken);
        });
        return ExampleHelp.Of(command, "praxis pipeline watch reviews");
    }

    private Command Stop()
    {
        var (id, workspaceOption, json) = (Id(), CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("stop", "Stops an execution: its running jobs get time to write a checkpoint.") { id, workspaceOption, json };
        command.SetAction(parsed =>
        {
            using var workspace = PipelineCommand.Open(parsed, workspaceOption);
            var executions = new Executions(workspace);
            return Write(workspace, executions.RequestStop(executions.Get(parsed.GetValue(id)!).Id), parsed.GetValue(json));
        });
        return command;
    }

    private Command Retry()
    {
        var (id, parallel, workspaceOption, json) = (Id(), PipelineCommand.Parallel(), CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("retry", "Goes on with an execution that failed or was stopped: what succeeded stays.") { id, parallel, workspaceOption, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var workspace = PipelineCommand.Open(parsed, workspaceOption);
            var executions = new Executions(workspace);
            var execution = executions.Retry(executions.Get(parsed.GetValue(id)!).Id, parsed.GetValue(parallel));
            return await FollowAsync(workspace, execution, parsed.GetValue(json), cancellationToken);
        });
        return command;
    }

    private Command List()
    {
        var name = new Argument<string?>("pipeline") { Description = "Only this pipeline's", Arity = ArgumentArity.ZeroOrOne };
        var most = new Option<int>("--limit") { Description = "How many at most", DefaultValueFactory = _ => 20 }.Within("1 to 10000", value => value is >= 1 and <= 10_000);
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("executions", "Executions, the newest first.") { name, most, workspaceOption, json };
        command.SetAction(parsed =>
        {
            using var workspace = PipelineCommand.Open(parsed, workspaceOption);
            var all = new Executions(workspace).List(parsed.GetValue(name), parsed.GetValue(most));
            if (parsed.GetValue(json))
                output.WriteLine(RecordJson.WriteIndented(all));
            else
                Table.Write(output, ["id", "pipeline", "name", "status", "started", "took"], all.Select(one => new[]
                {
                    one.Id, $"{one.Pipeline}:{one.PipelineVersion}", one.DisplayName, one.Status.ToString(), PipelineCommand.Time(one.CreatedAt),
                    one.EndedAt is { } end ? string.Create(CultureInfo.InvariantCulture, $"{(end - one.CreatedAt).TotalSeconds:0.0} s") : null,
                }));
        });
        return command;
    }

    private Command Show()
    {
        var (id, workspaceOption, json) = (Id(), CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("show", "An execution with its parameters and steps.") { id, workspaceOption, json };
        command.SetAction(parsed =>
        {
            using var workspace = PipelineCommand.Open(parsed, workspaceOption);
            Write(workspace, new Executions(workspace).Get(parsed.GetValue(id)!), parsed.GetValue(json));
            return 0;
        });
        return command;
    }

    private static Command Callback()
    {
        var token = new Argument<string>("token") { Description = "The token that the callback was given" };
        var outputs = new Option<string[]>("--output") { Description = "The value of an output parameter; may be given again", HelpName = "NAME=VALUE", DefaultValueFactory = _ => [] };
        var failure = new Option<string?>("--failure") { Description = "It failed, and this is why", HelpName = "TEXT" };
        var workspaceOption = CommandOptions.Workspace();
        var command = new Command("callback", "Answers a step that waits for a callback.") { token, outputs, failure, workspaceOption };
        command.SetAction(parsed =>
        {
            using var workspace = PipelineCommand.Open(parsed, workspaceOption);
            new Executions(workspace).AnswerCallback(parsed.GetValue(token)!, Settings(parsed.GetValue(outputs)!), parsed.GetValue(failure));
        });
        return ExampleHelp.Of(command, "praxis pipeline callback 4f1c --output approved=true", "praxis pipeline callback 4f1c --failure \"the plant is closed\"");
    }

    private async Task<int> FollowAsync(Workspace workspace, Execution execution, bool json, CancellationToken cancellationToken) =>
        Write(workspace, await new ExecutionFollower(workspace, error).FollowAsync(execution, cancellationToken), json);

    private int Write(Workspace workspace, Execution execution, bool json)
    {
        var steps = new Executions(workspace).Steps(execution.Id);
        if (json)
        {
            output.WriteLine(RecordJson.WriteIndented(new
            {
                execution,
                steps = steps.Select(step => new
                {
                    step.Name,
                    step.Type,
                    step.Status,
                    step.Attempts,
                    step.Job,
                    step.CacheHit,
                    step.SelectedFrom,
                    step.FailureReason,
                    step.StartedAt,
                    step.EndedAt,
                    Metadata = step.Metadata is null ? null : JsonNode.Parse(step.Metadata),
                    Properties = step.Properties is null ? null : JsonNode.Parse(step.Properties),
                }),
            }));
        }
        else
        {
            output.WriteLine($"{execution.Id}  {execution.Pipeline}:{execution.PipelineVersion}  {execution.Status}{(execution.FailureReason is { } reason ? $": {SafeText.Line(reason, 300)}" : "")}");
            foreach (var (name, value) in execution.Parameters)
                output.WriteLine($"  {SafeText.Line(name, 60)} = {SafeText.Line(value, 120)}");
            if (steps.Count > 0)
                Table.Write(output, ["step", "type", "status", "seconds", "from"], steps.Select(step => new[]
                {
                    step.Name, step.Type, step.Status.ToString(), step.EndedAt is { } end ? (end - step.StartedAt).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) : null,
                    step.CacheHit is { } hit ? "cache " + hit[..13] : step.SelectedFrom is { } kept ? "kept " + kept[..13] : step.Job is { } job ? "job " + job[..13] : null,
                }));
            foreach (var (name, said) in steps.Select(step => (step.Name, step.FailureReason ?? StepFinding.Of(step))).Where(own => own.Item2 is not null))
                output.WriteLine($"{name}: {SafeText.Line(said, 1024)}");
        }

        return execution.Status == ExecutionStatus.Failed ? (int)Fault.Environment : 0;
    }

    internal static Dictionary<string, string> Settings(string[] given, string expected = "--set NAME=VALUE")
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in given)
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new UserException(new Problem { Type = "invalid-parameter", Found = $"'{SafeText.Line(pair, 80)}' is no name with its value", Expected = expected });
            values[pair[..equals]] = pair[(equals + 1)..];
        }

        return values;
    }

    private static Argument<string> Id() => new("execution") { Description = "An execution's id or the beginning of it, its name, or a pipeline's name for its newest" };
}
