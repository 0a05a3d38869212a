using System.CommandLine;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Prepare.Recipes;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis prepare run</c>: fits a recipe on a file and writes its parts.</summary>
internal sealed class PrepareRunCommand(TextWriter output, TextWriter error)
{
    private readonly RecipeTable table = new("The recipe, a YAML file");
    private readonly Option<string> folder = new("--out") { Description = "Where the parts, recipe.json (what the steps have learned) and summary.json are written", HelpName = "DIR", DefaultValueFactory = _ => "prepared" };
    private readonly Option<string> outputFormat = OutputFormat();
    private readonly Option<bool> json = CommandOptions.Json();

    public static Option<string> OutputFormat()
    {
        var option = new Option<string>("--output-format") { Description = "csv, tsv, jsonl or parquet", DefaultValueFactory = _ => "csv", HelpName = "FORMAT" };
        option.AcceptOnlyFromAmong("csv", "tsv", "jsonl", "parquet");
        return option;
    }

    public Command Build()
    {
        var command = new Command("run", "Fits a recipe on a file, runs it on every row and writes the result, a file for each part.");
        table.AddTo(command);
        foreach (var option in (Option[])[folder, outputFormat, json])
            command.Options.Add(option);
        // Waited for to its end, also when interrupted: what is half made is taken away then.
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), cancellationToken));
        return ExampleHelp.Of(command, "praxis prepare run recipe.yaml reviews.csv --out prepared", "praxis prepare run recipe.yaml reviews.csv --output-format parquet --table shops=shops.csv --seed 7");
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var yaml = table.RecipeText(parsed);
        var recipe = table.Recipe(parsed, yaml);
        using var lines = new StageLines(error, !Console.IsErrorRedirected);
        using var files = new OutputFiles(parsed.GetValue(folder)!);
        var states = new List<JsonObject?>();
        var (steps, parts) = table.Use(parsed, recipe, files.Half, lines, run =>
        {
            RecipeOutput.Check(run);
            var results = Stage.Run(lines, "Run", _ => run.Run(states, isFitting: true, isCounting: false, cancellationToken), own => $"{own.Count} steps");
            return (results, RecipeOutput.Write(run, files, parsed.GetValue(outputFormat)!, recipe.Name, lines, cancellationToken));
        }, cancellationToken);
        files.Add("recipe.json", new FittedRecipe(yaml, states).Write());
        var summary = RecipeOutput.Summary(recipe, table.Source(parsed), steps, parts);
        files.Add("summary.json", summary);
        files.Publish();
        if (parsed.GetValue(json))
            output.Write(summary);
        else
            RecipeOutput.Tell(output, parsed.GetValue(folder)!, parts);
        foreach (var problem in steps.SelectMany(step => step.Warnings))
            error.WriteLine($"Warning     {SafeText.Line(problem.Found, 300)} ({SafeText.Line(problem.Where, 200)})");
        return 0;
    }
}
