using System.CommandLine;
using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Register;
using Praxis.Learning.FastText;
using Praxis.Learning.Onnx;
using Praxis.Platform.Deploy;
using Praxis.Platform.Foundation;
using Praxis.Platform.Register;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis models</c>: list, show, approve, reject, export.</summary>
internal static class ModelsCommand
{
    public static Command Create(TextWriter output) => new("models", "Registered model versions: list, show, approve, reject, compare, card, alias, stage, attach, group, export, import, delete, restore.")
    {
        List(output),
        Show(output),
        Decide(output, "approve", "Lets a version be deployed.", ModelStatus.Approved),
        Decide(output, "reject", "Keeps a version from being deployed.", ModelStatus.Rejected),
        Export(output),
        ModelsArchiveCommands.Import(output),
        ModelsCompareCommand.Create(output),
        ModelsCardCommand.Create(output),
        ModelsShelfCommands.Alias(output),
        ModelsShelfCommands.Stage(output),
        ModelsShelfCommands.Attach(output),
        ModelsShelfCommands.Group(output),
        ModelsShelfCommands.Delete(output),
        ModelsShelfCommands.Restore(output),
    };

    private static Command List(TextWriter output)
    {
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("list", "Every version.") { workspaceOption, json };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            var models = new Models(workspace).List();
            var groups = new ModelGroups(workspace).List().ToDictionary(group => group.Name, StringComparer.Ordinal);
            if (parsed.GetValue(json))
                output.WriteLine(RecordJson.WriteIndented(models));
            else
                Table.Write(output, ["model", "status", "stage", "aliases", "balanced accuracy", "macro F1", "accuracy", "data", "created"], models.Select(model => new string?[]
                {
                    model.Id, model.Status.ToString(), model.ModelLifeCycle?.Stage ?? "", string.Join(", ", groups.GetValueOrDefault(model.Name)?.Aliases.Where(alias => alias.Value == model.Version).Select(alias => alias.Key) ?? []), F(model.Evaluation?.BalancedAccuracy), F(model.Evaluation?.Macro.F1), F(model.Evaluation?.Accuracy), model.Dataset,
                    model.CreatedAt.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                }));
        });
        return command;
    }

    private static Command Show(TextWriter output)
    {
        var (name, workspaceOption) = (Name(), CommandOptions.Workspace());
        var command = new Command("show", "One version, as JSON.") { name, workspaceOption };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            output.WriteLine(RecordJson.WriteIndented(new Models(workspace).Get(parsed.GetValue(name)!)));
        });
        return command;
    }

    private static Command Decide(TextWriter output, string verb, string description, ModelStatus status)
    {
        var (name, workspaceOption) = (Name(), CommandOptions.Workspace());
        var reason = new Option<string>("--reason") { Description = "Why; kept with the version", HelpName = "TEXT", DefaultValueFactory = _ => "decided on the command line" };
        var command = new Command(verb, description) { name, reason, workspaceOption };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            var model = new Models(workspace).Change(parsed.GetValue(name)!, status, parsed.GetValue(reason)!, Environment.UserName);
            output.WriteLine($"{model.Id} {model.Status}: {SafeText.Line(model.StatusReason)}");
        });
        return command;
    }

    private static Command Export(TextWriter output)
    {
        var (name, workspaceOption) = (Name(), CommandOptions.Workspace());
        var onnx = new Option<string?>("--onnx") { Description = "Write it as ONNX, everything in the one file", HelpName = "FILE" };
        var fastText = new Option<string?>("--fasttext") { Description = "Write it as fastText's own .bin file", HelpName = "FILE" };
        var archive = new Option<string?>("--archive") { Description = "Write it whole, with its evaluation and reports, for 'praxis models import' on another machine", HelpName = "FILE.tar" };
        var vectors = new Option<string?>("--vectors") { Description = "Write word vectors as text, a word and its numbers a line", HelpName = "FILE" };
        var command = new Command("export", "Writes a version for other programs.") { name, archive, onnx, fastText, vectors, workspaceOption };
        command.SetAction(parsed =>
        {
            string?[] paths = [parsed.GetValue(archive), parsed.GetValue(onnx), parsed.GetValue(fastText), parsed.GetValue(vectors)];
            if (paths.Count(one => one is not null) != 1)
                throw new UserException(new Problem { Type = "no-format", Found = "none or several of --archive, --onnx, --fasttext and --vectors are said", Expected = "one of them, with the file to write" });
            using var workspace = Open(parsed, workspaceOption);
            var model = new Models(workspace).Get(parsed.GetValue(name)!);
            var path = paths.First(one => one is not null)!;
            if (parsed.GetValue(archive) is not null)
            {
                ModelsArchiveCommands.Export(workspace, model.Id, path, output);
                return;
            }

            var (kept, isVectors) = (parsed.GetValue(vectors) is null ? "vectors.bin" : "vectors.txt", parsed.GetValue(onnx) is null && model.Files.ContainsKey("vectors.bin"));
            if (parsed.GetValue(vectors) is not null && !isVectors)
                throw new UserException(new Problem { Type = "no-vectors", Found = $"{model.Id} is a classifier", Expected = "word vectors (mode skipgram, cbow or batch_skipgram)", Remedy = "praxis models export NAME --fasttext FILE, then praxis fasttext dump" });
            if (isVectors && !workspace.Artifacts.Verify(model.Files[kept]))
                throw new UserException(Fault.Environment, [new Problem { Type = "damaged-artifact", Found = $"the bytes of {model.Id} are missing or damaged", Where = $"artifact {model.Files[kept]}", Remedy = "Run the same training again: the same data, settings and seed give the same bytes" }]);
            var classifier = isVectors ? null : new Endpoints(workspace, Algorithms.Trainers).Load(model);
            var length = WholeFile.Write(path, stream =>
            {
                if (classifier is null)
                {
                    using var bytes = workspace.Artifacts.OpenRead(model.Files[kept]);
                    bytes.CopyTo(stream);
                }
                else if (parsed.GetValue(onnx) is not null)
                    OnnxExport.Write(classifier, stream);
                else
                    FastTextExport.Write(classifier, stream);
            });
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{SafeText.Line(path)}: {model.Id}, {length:N0} bytes"));
        });
        return ExampleHelp.Of(command, "praxis models export reviews:2 --archive reviews-2.tar", "praxis models export reviews --onnx reviews.onnx", "praxis models export reviews:2 --fasttext reviews.bin", "praxis models export words --vectors words.vec");
    }

    private static Argument<string> Name() => new("model") { Description = "NAME (the newest version), NAME:VERSION or NAME@ALIAS" };

    private static Workspace Open(ParseResult parsed, Option<string?> option) => Workspace.Open(Workspace.Locate(parsed.GetValue(option)), TimeProvider.System);

    private static string? F(double? fraction) => fraction?.ToString("0.000", CultureInfo.InvariantCulture);
}
