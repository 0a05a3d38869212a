using System.CommandLine;
using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Replays;
using Praxis.Platform.Register;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis replay</c>: makes a version again from its record and compares the bytes.</summary>
internal static class ReplayCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var model = new Argument<string>("model") { Description = "NAME, NAME:VERSION or NAME@ALIAS" };
        var threads = new Option<int?>("--threads") { Description = "How many threads may compute; else as many as then", HelpName = "THREADS" }.Within("1 to 1024", value => value is null or (>= 1 and <= 1024));
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("replay", "Does again all that a model version was made by, from the record alone, and compares the bytes.") { model, threads, workspaceOption, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(Workspace.Locate(parsed.GetValue(workspaceOption)), TimeProvider.System);
            var version = new Models(workspace).Get(parsed.GetValue(model)!);
            var replayer = new Replayer(workspace, Algorithms.Program) { OnStep = step => error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Word(step.Outcome),-8} {step.Seconds,6:0.0} s  {step.Kind} {SafeText.Line(step.Name, 80)}")) };
            var steps = await Task.Run(() => replayer.Run(version, parsed.GetValue(threads), cancellationToken), cancellationToken);
            if (parsed.GetValue(json))
                output.WriteLine(RecordJson.WriteIndented(new { model = version.Id, same = steps.All(step => step.Outcome == ReplayOutcome.Same), steps }));
            return Conclude(output, version.Id, steps, parsed.GetValue(json));
        });
        return ExampleHelp.Of(command, "praxis replay reviews", "praxis replay reviews:3 --threads 1");
    }

    private static int Conclude(TextWriter output, string id, IReadOnlyList<ReplayStep> steps, bool json)
    {
        if (steps[^1] is not { Outcome: not ReplayOutcome.Same } odd)
        {
            if (!json)
                output.WriteLine($"{id}: the same bytes, {steps.Count} pieces of work done again");
            return 0;
        }

        if (!json)
        {
            output.WriteLine(odd.Outcome == ReplayOutcome.Failed
                ? $"{id}: {odd.Kind} {SafeText.Line(odd.Name, 80)} ({odd.Id}) cannot be done again: {SafeText.Line(odd.Why, 400)}"
                : $"{id}: the first that differs is {odd.Kind} {SafeText.Line(odd.Name, 80)} ({odd.Id})");
            foreach (var (recorded, found) in odd.Recorded.Zip(odd.Found))
                output.WriteLine($"  {recorded}  {(found.Length > 0 ? "same" : "not made again")}");
        }

        return (int)Fault.Environment;
    }

    private static string Word(ReplayOutcome outcome) => outcome switch { ReplayOutcome.Same => "same", ReplayOutcome.Differs => "differs", _ => "failed" };
}
