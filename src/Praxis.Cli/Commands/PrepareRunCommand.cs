using System.CommandLine;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Data.Recipes;
using Praxis.Platform.Ingest;
using Praxis.Platform.Prepare.Recipes;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis prepare run</c>: fits a recipe on a file and writes its parts.</summary>
internal sealed class PrepareRunCommand(TextWriter output, TextWriter error)
{
    private readonly RecipeTable table = new("The recipe, a YAML file");
    private readonly Option<string> folder = new("--out") { Description = "Where the parts, recipe.json (what the steps have learned) and summary.json are written", HelpName = "DIR", DefaultValueFactory = _ => "prepared" };
    private readonly Option<string> outputFormat = OutputFormat();
    private readonly Option<string?> register = new("--register") { Description = "Takes the result into the catalog as a dataset of this name; where the recipe splits, as NAME-PART each. Its lineage leads to the recipe and the source", HelpName = "NAME" };
    private readonly Option<bool> guard = Guard();
    private readonly Option<bool> json = CommandOptions.Json();

    public static Option<string> OutputFormat()
    {
        var option = new Option<string>("--output-format") { Description = "csv, tsv, jsonl or parquet", DefaultValueFactory = _ => "csv", HelpName = "FORMAT" };
        option.AcceptOnlyFromAmong("csv", "tsv", "jsonl", "parquet");
        return option;
    }

    public static Option<bool> Guard() => new("--guard") { Description = "For people with spreadsheets: texts that one would run (=1+1) get an apostrophe; --unguard takes it away when they are read" };

    public Command Build()
    {
        var command = new Command("run", "Fits a recipe on a file, runs it on every row and writes the result, a file for each part.");
        table.AddTo(command);
        foreach (var option in (Option[])[folder, outputFormat, register, guard, json])
            command.Options.Add(option);
        // Waited for to its end, also when interrupted: what is half made is taken away then.
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), cancellationToken));
        return ExampleHelp.Of(command, "praxis prepare run recipe.yaml reviews.csv --out prepared", "praxis prepare run recipe.yaml reviews --register reviews-clean", "praxis prepare run recipe.yaml reviews.csv --output-format parquet --table shops=shops.csv --seed 7");
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var yaml = table.RecipeText(parsed);
        var recipe = table.Recipe(parsed, yaml);
        using var workspace = table.OpenWorkspace(parsed);
        using var lines = new StageLines(error, !Console.IsErrorRedirected);
        var summary = "";
        IReadOnlyList<(string File, long Rows)> parts = [];
        IReadOnlyList<StepResult> steps = [];
        IReadOnlyList<string> datasets = [];
        var runs = new RecipeRuns(workspace);
        if (parsed.GetValue(register) is { } name)
            DatasetName.Parse(name);
        var record = runs.Records.Run("run", recipe.Name, RecipeRuns.SettingsOf(recipe, parsed.GetValue(outputFormat)!), work =>
        {
            work.ReadText(table.RecipeName(parsed), yaml);
            using var files = new OutputFiles(parsed.GetValue(folder)!);
            var states = new List<JsonObject?>();
            IReadOnlyList<string> paths = [];
            (steps, parts) = table.Use(parsed, recipe, workspace, work, files.Half, lines, run =>
            {
                RecipeFiles.Check(run);
                var results = Stage.Run(lines, "Run", _ => run.Run(states, isFitting: true, isCounting: false, work.CancellationToken), own => $"{own.Count} steps");
                files.Add(RecipeFiles.Fitted, new FittedRecipe(yaml, states) { Columns = run.ColumnsAfter(0) }.Write());
                var written = RecipeOutput.Write(run, files, parsed.GetValue(outputFormat)!, recipe.Name, lines, work.CancellationToken, parsed.GetValue(guard));
                if (parsed.GetValue(register) is not null)
                    paths = RecipeFiles.ForCatalog(run, files.Half, parsed.GetValue(outputFormat)!, written, work.CancellationToken);
                return (results, written);
            }, work.CancellationToken);
            summary = RecipeFiles.Summary(recipe, table.Source(parsed), steps, parts);
            files.Add(RecipeFiles.SummaryName, summary);
            RecipeRuns.Keep(work, files.Half);
            if (parsed.GetValue(register) is { } dataset)
                datasets = Stage.Run(lines, "Register", _ => runs.Register(work, paths, dataset), own => string.Join(", ", own));
            work.Finding = RecipeRuns.Finding(parts);
            files.Publish();
        }, cancellationToken);
        if (parsed.GetValue(json))
            output.Write(summary);
        else
            RecipeOutput.Tell(output, parsed.GetValue(folder)!, parts);
        foreach (var problem in steps.SelectMany(step => step.Warnings))
            error.WriteLine($"Warning     {SafeText.Line(problem.Found, 300)} ({SafeText.Line(problem.Where, 200)})");
        foreach (var dataset in datasets)
            error.WriteLine($"Dataset     {dataset}");
        RecipeOutput.TellRecord(error, "prepare", record);
        return 0;
    }
}
