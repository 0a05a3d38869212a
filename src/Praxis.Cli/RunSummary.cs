using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Pipelines.Report;

namespace Praxis.Cli;

/// <summary>The result of a run for a person: the verdict first, then what to know.</summary>
internal static class RunSummary
{
    private const int MostProblems = 3;

    public static void Write(RunReport report, TextWriter output)
    {
        var e = report.Evaluation;
        output.WriteLine();
        SummaryLine.Write(output, "Verdict", report.Verdict);
        SummaryLine.Write(output, "Beside", report.Beside);
        if (report.WorstClass is { } worst && e.Classes.FirstOrDefault(score => score.Label == worst) is { } score)
            SummaryLine.Write(output, "Worst class", $"'{SafeText.Line(worst, 60)}': {P(score.Recall)} of its {score.Support.ToString("N0", CultureInfo.InvariantCulture)} rows are found, and {P(score.Precision)} of the rows called so are.");
        foreach (var problem in report.Problems.Take(MostProblems))
            SummaryLine.Write(output, "Data", problem);
        if (report.Problems.Count > MostProblems)
            SummaryLine.Write(output, "Data", $"{report.Problems.Count - MostProblems} more in the report.");
        if (report.BiasSentence is { } bias)
            SummaryLine.Write(output, "Bias", bias);
        if (report.Changes is { } changes)
            SummaryLine.Write(output, "Changes", changes);
        SummaryLine.Write(output, "Model", $"{report.Model.Id}, {report.Model.Status}; praxis lineage show {report.Model.Name}");
        foreach (var sample in report.Samples)
            SummaryLine.Write(output, "Sample", $"'{SafeText.Line(sample.Label, 60)}' {P(sample.Probability)}: {SafeText.Line(sample.Text, 90)}");
        if (report.CurlLine is { } curl)
            output.WriteLine($"\n{curl}\n");
    }

    private static string P(double fraction) => (fraction * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
