using System.CommandLine;
using System.Globalization;
using Praxis.Contracts.Experiments;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Platform.Foundation.Tracking;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis experiments log</c>: puts a run on record from a shell, or adds to one.</summary>
internal sealed class ExperimentsLogCommand(TextWriter output)
{
    private readonly Argument<string> experiment = new("experiment") { Description = "The experiment's name; made where it is missing" };
    private readonly Option<string?> run = new("--run") { Description = "Adds to this run; a new one where it is not said", HelpName = "ID" };
    private readonly Option<string?> name = new("--name") { Description = "The new run's name", HelpName = "NAME" };
    private readonly Option<string?> job = new("--job") { Description = "Takes parameters, metrics and status of this job; the same job is the same run", HelpName = "ID" };
    private readonly Option<string[]> parameter = new("--param") { Description = "KEY=VALUE", HelpName = "PAIR", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> metric = new("--metric") { Description = "KEY=VALUE or KEY@STEP=VALUE", HelpName = "PAIR", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> tag = new("--tag") { Description = "KEY=VALUE", HelpName = "PAIR", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> artifact = new("--artifact") { Description = "A file, kept under its name", HelpName = "FILE", DefaultValueFactory = _ => [] };
    private readonly Option<string> status = new("--status") { Description = "Running, Scheduled, Finished, Failed or Killed", HelpName = "STATUS", DefaultValueFactory = _ => nameof(RunStatus.Finished) };
    private readonly Option<string?> workspaceOption = CommandOptions.Workspace();

    public static Command Create(TextWriter output) => new ExperimentsLogCommand(output).Build();

    private Command Build()
    {
        var command = new Command("log", "Puts a run on record, or adds to one.") { experiment, run, name, job, parameter, metric, tag, artifact, status, workspaceOption };
        command.SetAction(Run);
        return ExampleHelp.Of(command, "praxis experiments log sentiment --param lr=0.1 --metric accuracy=0.83", "praxis experiments log sentiment --job reviews");
    }

    private void Run(ParseResult parsed)
    {
        using var workspace = Workspace.Open(Workspace.Locate(parsed.GetValue(workspaceOption)), TimeProvider.System);
        var (experiments, runs, wanted) = (new Experiments(workspace), new ExperimentRuns(workspace), parsed.GetValue(experiment)!);
        if (parsed.GetValue(job) is { } told)
        {
            var logged = runs.LogRun(JobRun.Of(workspace, workspace.Jobs.Get(told), wanted));
            output.WriteLine(logged.Id);
            return;
        }

        var ended = Status(parsed.GetValue(status)!);
        var now = DateTimeOffset.UtcNow;
        var batch = new RunBatch
        {
            Metrics = [.. parsed.GetValue(metric)!.Select(text => Metric(text, now))],
            Parameters = [.. parsed.GetValue(parameter)!.Select(text => Pair(text, "--param"))],
            Tags = [.. parsed.GetValue(tag)!.Select(text => Pair(text, "--tag"))],
        };
        var id = parsed.GetValue(run) ?? runs.Create((experiments.ByName(wanted) ?? experiments.Create(wanted)).Id, new NewRun { Name = parsed.GetValue(name), User = Environment.UserName }).Id;
        runs.Log(id, batch);
        foreach (var path in parsed.GetValue(artifact)!)
            new RunArtifacts(workspace).Add(id, Path.GetFileName(path), path);
        runs.Update(id, new RunUpdate { Status = ended, EndedAt = ended is RunStatus.Running or RunStatus.Scheduled ? null : now });
        output.WriteLine(id);
    }

    private static RunStatus Status(string text) => Enum.TryParse<RunStatus>(text, ignoreCase: true, out var status) && !char.IsAsciiDigit(text[0])
        ? status
        : throw new UserException(new Problem { Type = "unknown-status", Found = $"'{SafeText.Line(text, 40)}' is no status of a run", Expected = string.Join(", ", Enum.GetNames<RunStatus>()) });

    private static KeyValuePair<string, string> Pair(string text, string option) => text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals
        ? KeyValuePair.Create(text[..equals], text[(equals + 1)..])
        : throw new UserException(new Problem { Type = "invalid-pair", Found = $"{option} is '{SafeText.Line(text, 80)}'", Expected = "KEY=VALUE" });

    private static MetricPoint Metric(string text, DateTimeOffset now)
    {
        var (key, value) = Pair(text, "--metric");
        long step = 0;
        if (key.LastIndexOf('@') is > 0 and var mark && long.TryParse(key.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out step))
            key = key[..mark];
        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? new MetricPoint(key, number, now.ToUnixTimeMilliseconds(), step)
            : throw new UserException(new Problem { Type = "invalid-pair", Found = $"--metric is '{SafeText.Line(text, 80)}'", Expected = "KEY=NUMBER or KEY@STEP=NUMBER" });
    }
}
