using System.CommandLine;
using Praxis.Platform.Analyze;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis analyze</c>: what is in the data, and what is wrong with it.</summary>
internal static class AnalyzeCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("analyze", "Looks at data before a model is trained on it.") { AnalyzeInsightsCommand.Create(output, error), AnalyzeBiasCommand.Create(output, error) };
        new WorkCommands(output, error, "analyze", Analyses.Page, workspace => [new Analyses(workspace).Records]).AddTo(command);
        return ExampleHelp.Of(command, "praxis analyze insights reviews.csv --target Rating", "praxis analyze bias reviews.csv --label sentiment --positive 1 --facet product_category", "praxis analyze list");
    }
}
