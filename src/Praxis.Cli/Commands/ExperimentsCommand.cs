using System.CommandLine;
using System.Globalization;
using System.Text;
using Praxis.Contracts.Experiments;
using Praxis.Contracts.Foundation;
using Praxis.Data.Charts;
using Praxis.Platform.Foundation;
using Praxis.Platform.Foundation.Tracking;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis experiments</c>: list, runs, show, compare, log, delete, restore.</summary>
internal static class ExperimentsCommand
{
    private const int MostMetricColumns = 6;

    public static Command Create(TextWriter output) => new("experiments", "Experiments and their runs: list, create, runs, show, compare, log, delete, restore.")
    {
        List(output), Make(output), Runs(output), Show(output), Compare(output), ExperimentsLogCommand.Create(output), Delete(output), Restore(output),
    };

    private static Command List(TextWriter output)
    {
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var filter = new Option<string?>("--filter") { Description = "MLflow's filter: \"name LIKE 'rev%' AND tags.team = 'nlp'\"", HelpName = "FILTER" };
        var command = new Command("list", "Every experiment, the newest first.") { filter, workspaceOption, json };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            var (found, _) = new Experiments(workspace).Search(parsed.GetValue(filter), [], LifecycleView.ActiveOnly, 50_000, null);
            if (parsed.GetValue(json))
                output.WriteLine(RecordJson.WriteIndented(found));
            else
                Table.Write(output, ["id", "experiment", "created", "tags"], found.Select(one => new[] { one.Id, one.Name, Time(one.CreatedAt), string.Join(", ", one.Tags.Select(tag => $"{tag.Key}={tag.Value}")) }));
        });
        return command;
    }

    private static Command Make(TextWriter output)
    {
        var (name, workspaceOption) = (new Argument<string>("name") { Description = "Any text, at most 500 characters" }, CommandOptions.Workspace());
        var command = new Command("create", "Makes an experiment.") { name, workspaceOption };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            var made = new Experiments(workspace).Create(parsed.GetValue(name)!);
            output.WriteLine($"{made.Id} {SafeText.Line(made.Name)}");
        });
        return command;
    }

    private static Command Runs(TextWriter output)
    {
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var experiment = new Argument<string[]>("experiment") { Description = "Names or ids; none is Default", Arity = ArgumentArity.ZeroOrMore };
        var filter = new Option<string?>("--filter") { Description = "MLflow's filter: \"metrics.accuracy > 0.8 AND params.model = 'linear'\"; min(metrics.loss) and max(metrics.loss) too", HelpName = "FILTER" };
        var order = new Option<string[]>("--order") { Description = "Sort keys: \"metrics.accuracy DESC\", \"min(metrics.loss)\", start_time; the newest first where none is said", HelpName = "KEY", DefaultValueFactory = _ => [] };
        var most = new Option<int>("--max") { Description = "Most runs", DefaultValueFactory = _ => 100 }.Within($"1 to 50000", value => value is >= 1 and <= 50_000);
        var page = new Option<string?>("--page") { Description = "Go on after a page: the token that it ended with", HelpName = "TOKEN" };
        var command = new Command("runs", "Runs of experiments, filtered and sorted.") { experiment, filter, order, most, page, workspaceOption, json };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            var experiments = new Experiments(workspace);
            string[] names = parsed.GetValue(experiment) is { Length: > 0 } said ? said : ["0"];
            var found = new ExperimentRuns(workspace).Search([.. names.Select(name => experiments.Named(name).Id)], parsed.GetValue(filter), parsed.GetValue(order)!, LifecycleView.ActiveOnly, parsed.GetValue(most), parsed.GetValue(page));
            if (parsed.GetValue(json))
                output.WriteLine(Json(found));
            else
            {
                var metrics = found.Runs.SelectMany(run => run.Metrics).GroupBy(metric => metric.Key).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(MostMetricColumns).Select(group => group.Key).ToList();
                Table.Write(output, ["run", "name", "status", "started", .. metrics], found.Runs.Select(run => (string?[])
                [
                    run.Id, run.Name, run.Status.ToString(), Time(run.StartedAt), .. metrics.Select(key => run.Metrics.FirstOrDefault(metric => metric.Key == key) is { } metric ? N(metric.Last) : null),
                ]));
                if (found.Next is { } next)
                    output.WriteLine($"More follow: --page {next}");
            }
        });
        return ExampleHelp.Of(command, "praxis experiments runs sentiment --order \"metrics.validation:accuracy DESC\"", "praxis experiments runs sentiment --filter \"min(metrics.loss) < 0.4 AND tags.team = 'nlp'\"");
    }

    private static Command Show(TextWriter output)
    {
        var (run, workspaceOption, json) = (new Argument<string>("run") { Description = "The run's id" }, CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("show", "One run: parameters, metrics, data, artifacts.") { run, workspaceOption, json };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            var found = new ExperimentRuns(workspace).Get(parsed.GetValue(run)!);
            if (parsed.GetValue(json))
            {
                output.WriteLine(Json(found));
                return;
            }

            output.WriteLine($"{found.Id} {SafeText.Line(found.Name)}: {found.Status}{(found.Message is { } why ? $" ({SafeText.Line(why, 200)})" : "")}, started {Time(found.StartedAt)}{(found.EndedAt is { } ended ? $", ended {Time(ended)}" : "")}");
            Table.Write(output, ["metric", "last", "step", "least", "most", "mean", "deviation", "points"], found.Metrics.Select(metric => new[]
            {
                metric.Key, N(metric.Last), metric.LastStep.ToString(CultureInfo.InvariantCulture), N(metric.Min), N(metric.Max), N(metric.Mean), N(metric.StandardDeviation), metric.Points.ToString("N0", CultureInfo.InvariantCulture),
            }));
            output.WriteLine();
            Table.Write(output, ["parameter", "value"], found.Parameters.Select(pair => new[] { pair.Key, pair.Value }));
            output.WriteLine();
            Table.Write(output, ["tag", "value"], found.Tags.Select(pair => new[] { pair.Key, pair.Value }));
            foreach (var dataset in found.Datasets)
                output.WriteLine($"data      {SafeText.Line(dataset.Name)} {SafeText.Line(dataset.Digest)}");
            foreach (var artifact in new RunArtifacts(workspace).List(found.Id))
                output.WriteLine($"artifact  {SafeText.Line(artifact.Path)}{(artifact.IsFolder ? "/" : string.Create(CultureInfo.InvariantCulture, $", {artifact.Bytes:N0} bytes"))}");
        });
        return command;
    }

    private static Command Compare(TextWriter output)
    {
        var (runs, workspaceOption, json) = (new Argument<string[]>("runs") { Description = "Two or more runs' ids", Arity = new ArgumentArity(2, 20) }, CommandOptions.Workspace(), CommandOptions.Json());
        var chart = new Option<string?>("--chart") { Description = "Draw a metric over its steps, a line a run", HelpName = "METRIC" };
        var path = new Option<string>("--out") { Description = "Where the picture is written", HelpName = "FILE.svg", DefaultValueFactory = _ => "runs.svg" };
        var command = new Command("compare", "Runs side by side: a table of what differs, and a picture of a metric.") { runs, chart, path, workspaceOption, json };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            var keeper = new ExperimentRuns(workspace);
            var found = parsed.GetValue(runs)!.Select(keeper.Get).ToList();
            if (parsed.GetValue(json))
                output.WriteLine(Json(found));
            else
                Table.Write(output, ["", .. found.Select(run => run.Name)], Rows(found));
            if (parsed.GetValue(chart) is not { } metric)
                return;
            var points = found.SelectMany((run, i) => keeper.History(run.Id, metric).Points.Where(point => double.IsFinite(point.Value)).Select(point => ($"{i + 1} {run.Name}", (double)point.Step, point.Value))).ToList();
            if (points.Count == 0)
                throw new UserException(new Problem { Type = "unknown-metric", Found = $"none of the runs measured '{SafeText.Line(metric, 80)}'", Remedy = NearestName.Suggestion(metric, found.SelectMany(run => run.Metrics).Select(own => own.Key).Distinct()) });
            var best = found.MaxBy(run => run.Metrics.FirstOrDefault(own => own.Key == metric)?.Last ?? double.NegativeInfinity)!;
            var picture = RunChart.Render($"{metric}: {best.Name} ends highest, at {N(best.Metrics.First(own => own.Key == metric).Last)}", metric, points);
            WholeFile.Write(parsed.GetValue(path)!, stream => stream.Write(Encoding.UTF8.GetBytes(picture)));
            output.WriteLine(SafeText.Line(parsed.GetValue(path)));
        });
        return ExampleHelp.Of(command, "praxis experiments compare RUN RUN --chart train:loss --out loss.svg");
    }

    private static IEnumerable<IReadOnlyList<string?>> Rows(List<ExperimentRun> runs)
    {
        yield return ["status", .. runs.Select(run => run.Status.ToString())];
        foreach (var key in runs.SelectMany(run => run.Metrics).Select(metric => metric.Key).Distinct().Order(StringComparer.Ordinal))
            yield return [$"metric {key}", .. runs.Select(run => run.Metrics.FirstOrDefault(metric => metric.Key == key) is { } metric ? N(metric.Last) : null)];
        foreach (var key in runs.SelectMany(run => run.Parameters.Keys).Distinct().Order(StringComparer.Ordinal))
            if (runs.Select(run => run.Parameters.GetValueOrDefault(key)).Distinct().Count() > 1)
                yield return [$"parameter {key}", .. runs.Select(run => run.Parameters.GetValueOrDefault(key))];
    }

    private static Command Delete(TextWriter output)
    {
        var (name, workspaceOption) = (new Argument<string>("name") { Description = "An experiment's name or id, or a run's id" }, CommandOptions.Workspace());
        var command = new Command("delete", "Deletes an experiment with its runs, or a run; 'restore' brings it back until 'workspace gc' a day later. Refused while a job logs to it.") { name, workspaceOption };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            var text = parsed.GetValue(name)!;
            var gone = IsRun(text) ? $"run {new ExperimentRuns(workspace).Delete(text).Id}" : $"experiment {new Experiments(workspace).Delete(new Experiments(workspace).Named(text).Id).Name}";
            output.WriteLine($"{SafeText.Line(gone)} deleted");
        });
        return command;
    }

    private static Command Restore(TextWriter output)
    {
        var (name, workspaceOption) = (new Argument<string>("name") { Description = "An experiment's name or id, or a run's id" }, CommandOptions.Workspace());
        var command = new Command("restore", "Brings a deleted experiment or run back.") { name, workspaceOption };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            var text = parsed.GetValue(name)!;
            var back = IsRun(text) ? $"run {new ExperimentRuns(workspace).Restore(text).Id}" : $"experiment {new Experiments(workspace).Restore(new Experiments(workspace).Named(text).Id).Name}";
            output.WriteLine($"{SafeText.Line(back)} restored");
        });
        return command;
    }

    private static bool IsRun(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigitLower);

    // NaN and the infinities have no number in JSON.
    private static string Json<T>(T value) => System.Text.Json.JsonSerializer.Serialize(value, ExperimentsJson.Options);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string N(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static Workspace Open(ParseResult parsed, Option<string?> option) => Workspace.Open(Workspace.Locate(parsed.GetValue(option)), TimeProvider.System);
}
