using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Data.Recipes;
using Praxis.Data.Tables;
using Praxis.Platform.Analyze;
using Praxis.Platform.Analyze.Insights;
using Praxis.Platform.Evaluate;
using Praxis.Platform.Foundation;
using Praxis.Platform.Prepare.Recipes;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis analyze insights</c>: what is in a file, what is wrong with it and how to mend it.</summary>
internal sealed class AnalyzeInsightsCommand(TextWriter output, TextWriter error)
{
    private const int MostShown = 15;
    private readonly Argument<string> file = new("file") { Description = "CSV, TSV, JSON Lines or Parquet, or a dataset of the workspace by its name" };
    private readonly Option<string?> target = new("--target") { Description = "The column that a model is to predict", HelpName = "COLUMN" };
    private readonly Option<string?> compare = new("--compare") { Description = "A second file, read in the same way, that is put beside the first: what differs, and rows that both have", HelpName = "FILE" };
    private readonly Option<bool> apply = new("--apply") { Description = "Runs the proposed recipe on the file at once and writes mended/mended.csv below --out" };
    private readonly Option<int> sampleRows = new Option<int>("--sample-rows") { Description = "The most rows that relations and texts are measured on; statistics count all", DefaultValueFactory = _ => 100_000 }.Within("100 to 10,000,000", value => value is >= 100 and <= 10_000_000);
    private readonly Option<int> modelRows = new Option<int>("--model-rows") { Description = "The most rows that models are fitted on", DefaultValueFactory = _ => 10_000 }.Within("100 to 1,000,000", value => value is >= 100 and <= 1_000_000);
    private readonly Option<ulong> seed = new("--seed") { Description = "Seed of samples, splits and models", DefaultValueFactory = _ => 1 };
    private readonly Option<string> folder = new("--out") { Description = "Where insights.json, report.html and recipe.yaml (all proposed steps) are written", HelpName = "DIR", DefaultValueFactory = _ => "insights" };
    private readonly TableOptions table = new();
    private readonly Option<string?> workspaceOption = CommandOptions.Workspace();
    private readonly Option<bool> json = CommandOptions.Json();

    public static Command Create(TextWriter output, TextWriter error) => new AnalyzeInsightsCommand(output, error).Build();

    private Command Build()
    {
        var command = new Command("insights", "Finds what is wrong with a file of rows, what it does to a model, and the recipe steps that mend it.") { file, target, compare, apply, sampleRows, modelRows, seed, folder, workspaceOption, json };
        table.AddTo(command);
        // Waited for to its end, also when interrupted: what is half made is taken away then.
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), cancellationToken));
        return ExampleHelp.Of(command, "praxis analyze insights reviews.csv --target Rating", "praxis prepare run insights/recipe.yaml reviews.csv --out prepared");
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var workspace = Workspace.Open(Workspace.Locate(parsed.GetValue(workspaceOption)), TimeProvider.System);
        var question = new InsightsQuestion { Target = parsed.GetValue(target), Seed = parsed.GetValue(seed), SampleRows = parsed.GetValue(sampleRows), ModelRows = parsed.GetValue(modelRows) };
        using var lines = new StageLines(error, !Console.IsErrorRedirected);
        var path = parsed.GetValue(file)!;
        var record = new Analyses(workspace).Records.Run("insights", Path.GetFileNameWithoutExtension(path), Analyses.SettingsOf(question), work =>
        {
            using var rows = table.Open(parsed, path, workspace, lines, work.CancellationToken);
            rows.Tell(work, path);
            var report = Stage.Run(lines, "Analyze", _ => InsightsAnalyzer.Run(rows.View, Path.GetFileName(path), question, work.CancellationToken), own => $"{own.Insights.Count:N0} insights ({string.Join(", ", own.Times.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Part} {part.Time.TotalSeconds:0.00} s")))})");
            if (parsed.GetValue(compare) is { } other)
            {
                using var others = table.Open(parsed, other, workspace, lines, work.CancellationToken);
                others.Tell(work, other);
                report = report with { Comparison = Stage.Run(lines, "Compare", _ => TableComparer.Run(report, rows.View, others.View, Path.GetFileName(other), work.CancellationToken), own => $"{own.Insights.Count:N0} differences") };
            }

            var written = InsightsJson.Write(report);
            var recipe = RecipeProposal.Write(report);
            IReadOnlyList<(string Name, string Content)> results = [("insights.json", written), (Analyses.Page, InsightsPage.Render(report)), .. recipe is null ? Array.Empty<(string, string)>() : [("recipe.yaml", recipe)]];
            var files = ResultFiles.Write(parsed.GetValue(folder)!, results, work.CancellationToken);
            foreach (var (name, content) in results)
                work.MadeText(name, content);
            work.Finding = report.Finding;
            if (parsed.GetValue(json))
                output.Write(written);
            else
                Summary(report);
            error.WriteLine($"Report      {SafeText.Line(files[1])}, {SafeText.Line(Path.GetFileName(files[0]))}");
            if (recipe is not null && parsed.GetValue(apply))
                Apply(recipe, rows.Table, parsed.GetValue(folder)!, lines, work);
            else if (recipe is not null)
                error.WriteLine($"Mend        praxis prepare run {SafeText.Line(files[2])} {SafeText.Line(path)}");
        }, cancellationToken);
        RecipeOutput.TellRecord(error, "analyze", record);
        return 0;
    }

    private void Apply(string yaml, StoredTable rows, string folder, StageLines lines, Work work)
    {
        var recipe = RecipeReader.Read(yaml, TimeProvider.System.GetUtcNow());
        using var files = new OutputFiles(Path.Combine(folder, "mended"));
        using var run = RecipeRun.Open(rows, recipe, new RecipeRunOptions { OutputFolder = files.Half });
        RecipeFiles.Check(run);
        var states = new List<JsonObject?>();
        var steps = Stage.Run(lines, "Mend", _ => run.Run(states, isFitting: true, isCounting: false, work.CancellationToken), own => $"{own.Count} steps");
        var parts = RecipeOutput.Write(run, files, "csv", recipe.Name, lines, work.CancellationToken);
        files.Add(RecipeFiles.Fitted, new FittedRecipe(yaml, states) { Columns = run.ColumnsAfter(0) }.Write());
        files.Add(RecipeFiles.SummaryName, RecipeFiles.Summary(recipe, "insights", steps, parts));
        foreach (var file in Directory.EnumerateFiles(files.Half).Order(StringComparer.Ordinal))
            work.Made("mended/" + Path.GetFileName(file), file);
        work.CancellationToken.ThrowIfCancellationRequested();
        files.Publish();
        foreach (var (file, count) in parts)
            error.WriteLine($"Mended      {SafeText.Line(Path.Combine(folder, "mended", file))}: {count.ToString("N0", CultureInfo.InvariantCulture)} rows");
    }

    private void Summary(InsightsReport report)
    {
        SummaryLine.Write(output, "Finding", report.Finding + ".");
        foreach (var note in report.Notes)
            SummaryLine.Write(output, "Note", note);
        if (report.Insights.Count + (report.Comparison?.Insights.Count ?? 0) == 0)
            return;
        output.WriteLine();
        foreach (var insight in report.Insights.Take(MostShown))
            SummaryLine.Write(output, insight.Severity.ToString(), SafeText.Line(insight.Finding, 300));
        foreach (var insight in report.Comparison?.Insights.Take(MostShown) ?? [])
            SummaryLine.Write(output, "Differs", SafeText.Line(insight.Finding, 300));
        if (report.Insights.Count > MostShown)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"… and {report.Insights.Count - MostShown:N0} more in the report"));
    }
}
