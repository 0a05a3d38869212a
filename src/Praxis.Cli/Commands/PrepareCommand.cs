using System.CommandLine;
using Praxis.Platform.Prepare.Processing;
using Praxis.Platform.Prepare.Recipes;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis prepare</c>: recipes that shape data.</summary>
internal static class PrepareCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("prepare", "Shapes data with a recipe: a list of steps, written once, tried on some rows, run on all.")
        {
            new PrepareRunCommand(output, error).Build(), new PrepareApplyCommand(output, error).Build(), new PreparePreviewCommand(output, error).Build(),
            new PrepareValidateCommand(output, error).Build(), PrepareKinds.Steps(output), PrepareKinds.New(output), new PrepareJobCommand(output, error).Build(),
        };
        new WorkCommands(output, error, "prepare", "", workspace => [new RecipeRuns(workspace).Records, new ProcessingJobs(workspace).Records]).AddTo(command);
        return ExampleHelp.Of(
            command,
            "praxis prepare new > recipe.yaml",
            "praxis prepare validate recipe.yaml reviews.csv",
            "praxis prepare preview recipe.yaml reviews.csv",
            "praxis prepare run recipe.yaml reviews.csv --out prepared",
            "praxis prepare apply prepared/recipe.json new-reviews.csv --out new",
            "praxis prepare job ./clean.sh --input rows=reviews.csv --shards 2",
            "praxis prepare list");
    }
}
