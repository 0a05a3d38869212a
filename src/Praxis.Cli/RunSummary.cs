using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Pipelines.Report;
using Spectre.Console;

namespace Praxis.Cli;

/// <summary>The result of a run for a person: the verdict first, then what to know.</summary>
internal static class RunSummary
{
    private const int MostProblems = 3;

    public static void Write(RunReport report, TextWriter output)
    {
        var e = report.Evaluation;
        output.WriteLine();
        Line(output, "Verdict", report.Verdict);
        Line(output, "Beside", report.Beside);
        if (report.WorstClass is { } worst && e.Classes.FirstOrDefault(score => score.Label == worst) is { } score)
            Line(output, "Worst class", $"'{SafeText.Line(worst, 60)}': {P(score.Recall)} of its {score.Support.ToString("N0", CultureInfo.InvariantCulture)} rows are found, and {P(score.Precision)} of the rows called so are.");
        foreach (var problem in report.Problems.Take(MostProblems))
            Line(output, "Data", problem);
        if (report.Problems.Count > MostProblems)
            Line(output, "Data", $"{report.Problems.Count - MostProblems} more in the report.");
        if (report.BiasSentence is { } bias)
            Line(output, "Bias", bias);
        if (report.Changes is { } changes)
            Line(output, "Changes", changes);
        Line(output, "Model", $"{report.Model.Id}, {report.Model.Status}; praxis lineage show {report.Model.Name}");
        foreach (var sample in report.Samples)
            Line(output, "Sample", $"'{SafeText.Line(sample.Label, 60)}' {P(sample.Probability)}: {SafeText.Line(sample.Text, 90)}");
        if (report.CurlLine is { } curl)
            output.WriteLine($"\n{curl}\n");
    }

    // On a terminal, what does not fit goes on below, indented; a file or a pipe gets one line each.
    private static void Line(TextWriter output, string name, string text)
    {
        var width = Console.IsOutputRedirected ? int.MaxValue : Math.Max(40, AnsiConsole.Profile.Width) - 13;
        var indent = $"{name,-11} ";
        while (text.Length > width && text.LastIndexOf(' ', width) is var end and > 0)
        {
            output.WriteLine(indent + text[..end]);
            text = text[(end + 1)..];
            indent = new string(' ', 12);
        }

        output.WriteLine(indent + text);
    }

    private static string P(double fraction) => (fraction * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
