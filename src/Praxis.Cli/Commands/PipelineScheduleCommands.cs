using System.CommandLine;
using Praxis.Contracts.Pipelines;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Executions;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis pipeline schedule|schedules|unschedule</c>.</summary>
internal static class PipelineScheduleCommands
{
    public static IEnumerable<Command> All(TextWriter output) => [Put(output), List(output), Delete(output)];

    private static Command Put(TextWriter output)
    {
        var pipeline = new Argument<string>("pipeline") { Description = "The pipeline; its newest version is run" };
        var name = new Option<string?>("--name") { Description = "The schedule's name; else the pipeline's", HelpName = "NAME" };
        var cron = new Option<string?>("--cron") { Description = "Minute, hour, day of month, month, day of week", HelpName = "TIME" };
        var zone = new Option<string>("--time-zone") { Description = "The time zone of --cron", HelpName = "ZONE", DefaultValueFactory = _ => "UTC" };
        var dataset = new Option<string?>("--on-dataset") { Description = "Start when this dataset has a new version", HelpName = "NAME" };
        var set = new Option<string[]>("--set") { Description = "A parameter; may be given again", HelpName = "NAME=VALUE", DefaultValueFactory = _ => [] };
        var concurrency = new Option<ConcurrencyPolicy>("--concurrency") { Description = "When its last execution still runs: forbid leaves the new one out, allow starts it beside, replace stops the other", HelpName = "POLICY" };
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("schedule", "Lets a pipeline start by itself, by the clock or when a dataset has a new version; praxis serve starts it.") { pipeline, name, cron, zone, dataset, set, concurrency, workspaceOption, json };
        command.SetAction(parsed =>
        {
            using var workspace = PipelineCommand.Open(parsed, workspaceOption);
            var schedule = new PipelineSchedules(workspace).Put(new PipelineSchedule
            {
                Name = parsed.GetValue(name) ?? parsed.GetValue(pipeline)!,
                Pipeline = parsed.GetValue(pipeline)!,
                Cron = parsed.GetValue(cron),
                TimeZone = parsed.GetValue(zone)!,
                Dataset = parsed.GetValue(dataset),
                Parameters = PipelineRunCommands.Settings(parsed.GetValue(set)!),
                Concurrency = parsed.GetValue(concurrency),
            });
            output.WriteLine(parsed.GetValue(json) ? RecordJson.WriteIndented(schedule) : $"{schedule.Name}: {(schedule.NextAt is { } next ? "next at " + PipelineCommand.Time(next) : $"when {schedule.Dataset} has a new version")}");
        });
        return ExampleHelp.Of(command, "praxis pipeline schedule reviews --cron \"0 3 * * *\" --time-zone Europe/Berlin", "praxis pipeline schedule reviews --on-dataset reviews --concurrency replace");
    }

    private static Command List(TextWriter output)
    {
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("schedules", "Every schedule.") { workspaceOption, json };
        command.SetAction(parsed =>
        {
            using var workspace = PipelineCommand.Open(parsed, workspaceOption);
            var all = new PipelineSchedules(workspace).List();
            if (parsed.GetValue(json))
                output.WriteLine(RecordJson.WriteIndented(all));
            else
                Table.Write(output, ["schedule", "pipeline", "starts", "next", "last execution", "remark"], all.Select(one => new[]
                {
                    one.Name, one.Pipeline, one.Cron is { } cron ? $"{cron} {one.TimeZone}" : $"on dataset {one.Dataset}", one.NextAt is { } next ? PipelineCommand.Time(next) : null, one.LastExecution, one.LastProblem,
                }));
        });
        return command;
    }

    private static Command Delete(TextWriter output)
    {
        var name = new Argument<string>("schedule") { Description = "The schedule's name" };
        var workspaceOption = CommandOptions.Workspace();
        var command = new Command("unschedule", "Takes a schedule away.") { name, workspaceOption };
        command.SetAction(parsed =>
        {
            using var workspace = PipelineCommand.Open(parsed, workspaceOption);
            new PipelineSchedules(workspace).Delete(parsed.GetValue(name)!);
            output.WriteLine($"{parsed.GetValue(name)} is taken away");
        });
        return command;
    }
}
