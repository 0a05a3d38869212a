using System.CommandLine;
using System.Globalization;
using Praxis.Cli.Pipelines;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Pipelines;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines;
using Praxis.Platform.Pipelines.Executions;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis jobs submit</c>: a program of the user's own as a training job.</summary>
internal sealed class JobsSubmitCommand
{
    private readonly Argument<string[]> command = new("command") { Description = "The program and its arguments, after --; {code} is the folder of --code", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> name = new("--name") { Description = "The job's name; else the program's", HelpName = "NAME" };
    private readonly Option<string?> code = new("--code") { Description = "A file or folder of the program's own, in the job as {code}", HelpName = "PATH" };
    private readonly Option<string[]> channels = Pairs("--channel", "An input: a path, dataset://NAME or artifact://...; may be given again", "NAME=ADDRESS");
    private readonly Option<string[]> hyperparameters = Pairs("--hp", "A hyper-parameter, given to the program as --NAME VALUE; may be given again", "NAME=VALUE");
    private readonly Option<string[]> metrics = Pairs("--metric", "A measure in the log, its value the first group; may be given again", "NAME=REGEX");
    private readonly Option<string[]> environment = Pairs("--env", "A variable of the program's environment; may be given again", "NAME=VALUE");
    private readonly Option<int?> cpus = new Option<int?>("--cpus") { Description = "Cores that it needs (1)", HelpName = "N" }.Within("1 or more", value => value is null or >= 1);
    private readonly Option<string?> memory = new("--memory") { Description = "Memory that it needs, such as 4GiB; none is kept free for it where nothing is said", HelpName = "SIZE" };
    private readonly Option<int?> gpus = new Option<int?>("--gpus") { Description = "GPUs that it needs for itself (0)", HelpName = "N" }.Within("0 or more", value => value is null or >= 0);
    private readonly Option<int> priority = CommandOptions.Priority();
    private readonly Option<int?> maxRuntime = new Option<int?>("--max-runtime") { Description = "The longest that it may run, all attempts together, in seconds (86400)", HelpName = "SECONDS" }.Within("1 or more", value => value is null or >= 1);
    private readonly Option<int?> maxWait = new Option<int?>("--max-wait") { Description = "The longest that it may wait and run, in seconds", HelpName = "SECONDS" }.Within("1 or more", value => value is null or >= 1);
    private readonly Option<bool> interruptible = new("--interruptible") { Description = "Killed, or in the way of a job of a higher priority, it goes back into the queue and on from its checkpoints" };
    private readonly Option<bool> detach = new("--detach") { Description = "Do not wait; a server runs it" };
    private readonly Option<string?> workspaceOption = CommandOptions.Workspace();
    private readonly Option<bool> json = CommandOptions.Json();

    public Command Create(TextWriter output, TextWriter error)
    {
        var submit = new Command("submit", "Runs a program of yours as a training job: queued, measured, kept on record.") { command };
        foreach (var option in (Option[])[name, code, channels, hyperparameters, metrics, environment, cpus, memory, gpus, priority, maxRuntime, maxWait, interruptible, detach, workspaceOption, json])
            submit.Options.Add(option);
        submit.SetAction(async (parsed, cancellationToken) =>
        {
            var submission = Read(parsed);
            using var workspace = Workspace.Open(Workspace.Locate(parsed.GetValue(workspaceOption)), TimeProvider.System);
            var pipeline = new PipelineStore(workspace).Upsert(submission.Name, submission.ToDefinition(), "a job that was submitted");
            var executions = new Executions(workspace);
            var execution = executions.Start(new ExecutionRequest { Pipeline = pipeline.Id, Priority = parsed.GetValue(priority) });
            if (!parsed.GetValue(detach))
                execution = await new ExecutionFollower(workspace, error).FollowAsync(execution, cancellationToken);
            var step = executions.Steps(execution.Id) is [var only] ? only : null;
            var job = step?.Job is { } id ? workspace.Jobs.Get(id) : null;
            var measures = job is null ? [] : workspace.Jobs.Metrics(job.Id).GroupBy(metric => metric.Name).Select(group => group.Last()).ToList();
            if (parsed.GetValue(json))
                output.WriteLine(RecordJson.WriteIndented(new { execution, job, metrics = measures }));
            else if (job is null)
                output.WriteLine($"{submission.Name} waits as execution {execution.Id}; 'praxis serve' runs it, and so does 'praxis pipeline watch {execution.Id}'");
            else
            {
                output.WriteLine($"job {job.Id} ({job.Name}): {job.Status}{(step!.FailureReason is { } why ? $": {SafeText.Line(why, 1024)}" : "")}");
                foreach (var metric in measures)
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {SafeText.Line(metric.Name, 60)} = {metric.Value:G6} at step {metric.Step}"));
                output.WriteLine($"  praxis jobs logs {job.Id}");
            }

            return execution.Status == ExecutionStatus.Failed ? (int)Fault.Environment : 0;
        });
        return ExampleHelp.Of(
            submit,
            "praxis jobs submit --name forest --code train.py --channel train=reviews.csv --hp depth=8 --metric 'accuracy=acc: ([0-9.]+)' -- python3 {code}/train.py",
            "praxis jobs submit --name long --interruptible --max-wait 7200 --cpus 2 --priority -5 -- ./train.sh");
    }

    private JobSubmission Read(ParseResult parsed)
    {
        var words = parsed.GetValue(command)!;

        // A program beside the user is found from the job's folder too.
        if (words[0].Contains('/', StringComparison.Ordinal) && File.Exists(words[0]))
            words = [Path.GetFullPath(words[0]), .. words[1..]];
        return new JobSubmission
        {
            Name = parsed.GetValue(name) ?? ResourceName.From(Path.GetFileNameWithoutExtension(words[0]), "job"),
            Command = words,
            Code = parsed.GetValue(code),
            Channels = PipelineRunCommands.Settings(parsed.GetValue(channels)!, "--channel NAME=ADDRESS").ToDictionary(pair => pair.Key, pair => Address(pair.Value), StringComparer.Ordinal),
            Hyperparameters = PipelineRunCommands.Settings(parsed.GetValue(hyperparameters)!, "--hp NAME=VALUE"),
            Metrics = PipelineRunCommands.Settings(parsed.GetValue(metrics)!, "--metric NAME=REGEX"),
            Environment = PipelineRunCommands.Settings(parsed.GetValue(environment)!, "--env NAME=VALUE"),
            Resources = new JobResources(parsed.GetValue(cpus), parsed.GetValue(memory) is { } size ? CommandOptions.Bytes(size, "--memory") >> 20 : null, parsed.GetValue(gpus)),
            MaxRuntime = parsed.GetValue(maxRuntime),
            MaxWait = parsed.GetValue(maxWait),
            IsInterruptible = parsed.GetValue(interruptible),
        };
    }

    private static string Address(string text) => text.Contains("://", StringComparison.Ordinal) ? text : Path.GetFullPath(text);

    private static Option<string[]> Pairs(string option, string description, string help) => new(option) { Description = description, HelpName = help, DefaultValueFactory = _ => [] };
}
