using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Pipelines.Report;

/// <summary>Writes <c>report.html</c> and <c>report.json</c>, each whole or not at all.</summary>
public static class ReportFiles
{
    /// <summary>Writes both into a folder, which is created where it is not there, and returns their paths.</summary>
    /// <exception cref="UserException">The folder cannot be written.</exception>
    public static (string Html, string Json) Write(string folder, RunReport report)
    {
        var (html, json) = (Path.Combine(folder, "report.html"), Path.Combine(folder, "report.json"));
        try
        {
            Directory.CreateDirectory(folder);
            Replace(html, ReportPage.Render(report));
            Replace(json, RecordJson.WriteIndented(report) + "\n");
            return (html, json);
        }
        catch (Exception error) when (Failures.IsDisk(error))
        {
            throw new UserException(
                Fault.Environment,
                [new Problem { Type = "report-not-writable", Found = $"the report cannot be written: {SafeText.Line(error.Message, 300)}", Where = SafeText.Line(folder), Remedy = "Name another folder with --report-folder; the model is registered" }],
                error);
        }
    }

    private static void Replace(string path, string text)
    {
        var half = $"{path}.{Environment.ProcessId}.new";
        try
        {
            File.WriteAllText(half, text, new UTF8Encoding(false));
            File.Move(half, path, overwrite: true);
        }
        finally
        {
            File.Delete(half);
        }
    }
}
