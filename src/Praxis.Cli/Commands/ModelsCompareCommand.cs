using System.CommandLine;
using System.Globalization;
using Praxis.Contracts.Evaluate;
using Praxis.Platform.Foundation;
using Praxis.Platform.Register;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis models compare</c>: two versions side by side.</summary>
internal static class ModelsCompareCommand
{
    public static Command Create(TextWriter output)
    {
        var first = new Argument<string>("first") { Description = "NAME, NAME:VERSION or NAME@ALIAS" };
        var second = new Argument<string>("second") { Description = "The version beside it" };
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("compare", "Two versions side by side: figures, whether chance explains the difference, and what they were made with.") { first, second, workspaceOption, json };
        command.SetAction(parsed =>
        {
            using var workspace = Workspace.Open(Workspace.Locate(parsed.GetValue(workspaceOption)), TimeProvider.System);
            var models = new Models(workspace);
            var comparison = new VersionComparer(workspace).Compare(models.Get(parsed.GetValue(first)!), models.Get(parsed.GetValue(second)!));
            if (parsed.GetValue(json))
                output.WriteLine(RecordJson.WriteIndented(comparison));
            else
                Write(output, comparison);
        });
        return ExampleHelp.Of(command, "praxis models compare reviews:1 reviews:2", "praxis models compare reviews@champion reviews --json");
    }

    private static void Write(TextWriter output, VersionComparison comparison)
    {
        SummaryLine.Write(output, "Verdict", comparison.Verdict);
        output.WriteLine();
        Table.Write(
            output,
            ["figure", comparison.First, "95 % interval", comparison.Second, "95 % interval"],
            comparison.Figures.Select(figure => new[] { figure.Name, F(figure.First.Value), Interval(figure.First.Interval), F(figure.Second.Value), Interval(figure.Second.Interval) })
                .Concat(comparison.CommonRows == 0 ? [] : new[] { new[] { $"accuracy on {comparison.CommonRows.ToString("N0", CultureInfo.InvariantCulture)} common rows", F(comparison.FirstCommonAccuracy), null, F(comparison.SecondCommonAccuracy), $"p {F(comparison.PValue)}" } }));
        if (comparison.Differences.Count == 0)
            return;
        output.WriteLine();
        Table.Write(output, ["made with", comparison.First, comparison.Second], comparison.Differences.Select(difference => new[] { difference.Name, difference.First, difference.Second }));
    }

    private static string? F(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture);

    private static string? Interval(Interval? interval) => interval is { } own ? $"{F(own.Low)} to {F(own.High)}" : null;
}
