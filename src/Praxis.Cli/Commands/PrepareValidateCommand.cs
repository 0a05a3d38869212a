using System.CommandLine;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Prepare.Recipes;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis prepare validate</c>: tells every mistake of a recipe before anything runs.</summary>
internal sealed class PrepareValidateCommand(TextWriter output, TextWriter error)
{
    private readonly RecipeTable table = new("The recipe, a YAML file");

    public Command Build()
    {
        var command = new Command("validate", "Tells every mistake of a recipe with its step, line and column; nothing runs.");
        table.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), cancellationToken).WaitAsync(cancellationToken));
        return ExampleHelp.Of(command, "praxis prepare validate recipe.yaml reviews.csv");
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var recipe = table.Recipe(parsed, table.RecipeText(parsed));
        using var lines = new StageLines(error, !Console.IsErrorRedirected);
        table.Use(parsed, recipe, lines, run =>
        {
            RecipeFiles.Check(run);
            return true;
        }, cancellationToken);
        output.WriteLine($"{SafeText.Line(recipe.Name, 80)}: {recipe.Steps.Count} steps, nothing wrong");
        return 0;
    }
}
