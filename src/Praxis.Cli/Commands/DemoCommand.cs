using System.CommandLine;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis demo</c>: the main job on sample reviews.</summary>
internal static class DemoCommand
{
    private const int Rows = 20_000;

    public static Command Create(TextWriter output, TextWriter error)
    {
        var settings = new RunSettings(isDemo: true);
        var command = new Command("demo", "Makes sample reviews and takes them the whole way; then says the same command for your file.");
        settings.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var serving = settings.ReadServing(parsed);
            var folder = Path.GetDirectoryName(Workspace.Locate(serving.Workspace))!;
            Directory.CreateDirectory(folder);
            var file = Path.Combine(folder, "sample-reviews.csv");
            SampleCommand.Write(file, Rows, 1, cancellationToken);
            error.WriteLine($"praxis run {SafeText.Line(Path.GetRelativePath(Environment.CurrentDirectory, file))} --text \"Review Text\" --label Rating --label-map \"1,2=-1;3=0;4,5=1\" --positive 1 --facet \"Class Name\"");
            serving = serving with { AfterReport = "Your own file:  praxis run FILE --text COLUMN --label COLUMN" };
            var options = settings.Read(parsed, file, "Review Text", "Rating") with { LabelMap = "1,2=-1;3=0;4,5=1", Positive = "1", Facet = "Class Name" };
            return await RunCommand.RunAsync(options, serving, output, error, cancellationToken);
        });
        return ExampleHelp.Of(command, "praxis demo", "praxis demo --no-serve");
    }
}
