using System.CommandLine;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Prepare.Recipes;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis prepare apply</c>: uses a fitted recipe on other rows.</summary>
internal sealed class PrepareApplyCommand(TextWriter output, TextWriter error)
{
    private readonly RecipeTable table = new("recipe.json of a run");
    private readonly Option<string> folder = new("--out") { Description = "Where the result is written", HelpName = "DIR", DefaultValueFactory = _ => "applied" };
    private readonly Option<string> outputFormat = PrepareRunCommand.OutputFormat();
    private readonly Option<bool> guard = PrepareRunCommand.Guard();
    private readonly Option<bool> json = CommandOptions.Json();

    public Command Build()
    {
        var command = new Command("apply", "Uses a fitted recipe on other rows: nothing is learned, and steps that are for training alone (sample, balance, split, deduplicate, concatenate) are left out.");
        table.AddTo(command);
        foreach (var option in (Option[])[folder, outputFormat, guard, json])
            command.Options.Add(option);
        // Waited for to its end, also when interrupted: what is half made is taken away then.
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), cancellationToken));
        return ExampleHelp.Of(command, "praxis prepare apply prepared/recipe.json new-reviews.csv --out new");
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var fitted = FittedRecipe.Read(table.RecipeText(parsed));
        var recipe = table.Recipe(parsed, fitted.Yaml);
        if (fitted.States.Count != recipe.Steps.Count)
            throw new UserException(new Problem { Type = "invalid-fitted-recipe", Found = $"the fitted recipe has {recipe.Steps.Count} steps and what {fitted.States.Count} have learned", Remedy = "Fit it again: praxis prepare run" });
        using var workspace = table.OpenWorkspace(parsed);
        using var lines = new StageLines(error, !Console.IsErrorRedirected);
        List<JsonObject?> states = [.. fitted.States];
        IReadOnlyList<(string File, long Rows)> parts = [];
        var summary = "";
        var record = new RecipeRuns(workspace).Records.Run("apply", recipe.Name, RecipeRuns.SettingsOf(recipe, parsed.GetValue(outputFormat)!), work =>
        {
            work.ReadText(table.RecipeName(parsed), table.RecipeText(parsed));
            using var files = new OutputFiles(parsed.GetValue(folder)!);
            (summary, parts) = table.Use(parsed, recipe, workspace, work, files.Half, lines, run =>
            {
                var steps = Stage.Run(lines, "Run", _ => run.Run(states, isFitting: false, isCounting: false, work.CancellationToken), own => $"{own.Count} steps");
                var written = RecipeOutput.Write(run, files, parsed.GetValue(outputFormat)!, recipe.Name, lines, work.CancellationToken, parsed.GetValue(guard));
                return (RecipeFiles.Summary(recipe, table.Source(parsed), steps, written), written);
            }, work.CancellationToken);
            RecipeRuns.Keep(work, files.Half);
            work.Finding = RecipeRuns.Finding(parts);
            files.Publish();
        }, cancellationToken);
        if (parsed.GetValue(json))
            output.Write(summary);
        else
            RecipeOutput.Tell(output, parsed.GetValue(folder)!, parts);
        RecipeOutput.TellRecord(error, "prepare", record);
        return 0;
    }
}
