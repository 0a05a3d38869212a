using System.CommandLine;
using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Platform.Register;

namespace Praxis.Cli.Commands;

/// <summary>A model version as one file, out and in.</summary>
internal static class ModelsArchiveCommands
{
    public static void Export(Workspace workspace, string id, string path, TextWriter output)
    {
        var length = WholeFile.Write(path, stream => new ModelArchive(workspace, Algorithms.Trainers).Write(id, stream));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{SafeText.Line(path)}: {id}, {length:N0} bytes"));
    }

    public static Command Import(TextWriter output)
    {
        var file = new Argument<string>("file") { Description = "What 'praxis models export --archive' wrote" };
        var name = new Option<string?>("--name") { Description = "Another name for the model", HelpName = "NAME" };
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("import", "Takes a version in from an archive; it is not approved by that.") { file, name, workspaceOption, json };
        command.SetAction((parsed, cancellationToken) => Task.Run(
            () =>
            {
                using var workspace = Workspace.Open(Workspace.Locate(parsed.GetValue(workspaceOption)), TimeProvider.System);
                var path = parsed.GetValue(file)!;
                using var stream = Open(path);
                var model = new ModelArchive(workspace, Algorithms.Trainers).Read(stream, parsed.GetValue(name), cancellationToken);
                output.WriteLine(parsed.GetValue(json) ? RecordJson.WriteIndented(model) : $"{model.Id} {model.Status}: {SafeText.Line(model.StatusReason)}");
            },
            cancellationToken));
        return ExampleHelp.Of(command, "praxis models import reviews-2.tar", "praxis models import reviews-2.tar --name reviews-from-lab");
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserException(new Problem { Type = "file-not-readable", Found = "the file cannot be read", Where = SafeText.Line(path), Expected = "an archive of a model" }, error);
        }
    }
}
