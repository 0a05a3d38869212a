using System.CommandLine;
using System.Globalization;
using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Pipelines;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Definitions;
using Praxis.Platform.Pipelines.Executions;
using Praxis.Platform.Pipelines.Graphs;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis pipeline</c>: definitions, and what is done with them.</summary>
internal static class PipelineCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("pipeline", "The whole way as one definition: steps, conditions, caching, on record.")
        {
            New(output), Validate(output), CreateOne(output), List(output), Graph(output), Export(output), Diff(output), Delete(output),
        };
        foreach (var run in new PipelineRunCommands(output, error).All().Concat(PipelineScheduleCommands.All(output)))
            command.Subcommands.Add(run);
        return command;
    }

    /// <summary>The text of a definition's file; the name that it gives itself or its file has.</summary>
    internal static (PipelineDefinition Definition, string Name) Read(string path)
    {
        string text;
        try
        {
            if (new FileInfo(path).Length > 16 << 20)
                throw new UserException(new Problem { Type = "invalid-pipeline", Found = "the file is longer than 16 MiB", Where = SafeText.Line(path), Expected = $"at most {PipelineDefinition.MostCharacters:N0} characters" });
            text = File.ReadAllText(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UserException(new Problem { Type = "file-not-found", Found = "the file cannot be read", Where = SafeText.Line(path), Expected = "YAML, or SageMaker's JSON", Remedy = "praxis pipeline new > pipeline.yaml writes one to begin with" }, problem);
        }

        var definition = PipelineDefinition.ParseYamlOrJson(text);
        return (definition, PipelineDefinition.NameOf(text) ?? ResourceName.From(Path.GetFileNameWithoutExtension(path), "pipeline"));
    }

    private static Command New(TextWriter output)
    {
        var checks = new Option<bool>("--checks") { Description = "One that checks quality and bias against a baseline instead" };
        var command = new Command("new", "Writes a pipeline to begin with: prepare, train, evaluate, register behind a gate.") { checks };
        command.SetAction(parsed => output.Write(parsed.GetValue(checks) ? PipelineTemplate.Checked : PipelineTemplate.Text));
        return ExampleHelp.Of(command, "praxis pipeline new > pipeline.yaml", "praxis pipeline new --checks > checked.yaml");
    }

    private static Command Validate(TextWriter output)
    {
        var file = DefinitionFile();
        var command = new Command("validate", "Checks a definition whole; nothing is written.") { file };
        command.SetAction(parsed =>
        {
            var (definition, name) = Read(parsed.GetValue(file)!);
            output.WriteLine($"{name}: {definition.StepNames.Count:N0} steps, {definition.Parameters.Count:N0} parameters, no mistakes");
        });
        return ExampleHelp.Of(command, "praxis pipeline validate pipeline.yaml");
    }

    private static Command CreateOne(TextWriter output)
    {
        var file = DefinitionFile();
        var name = new Option<string?>("--name") { Description = "The pipeline's name; else the one in the file, else the file's", HelpName = "NAME" };
        var description = new Option<string?>("--description") { Description = "What it is for", HelpName = "TEXT" };
        var parallel = Parallel();
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("create", "Puts a definition on record, as a new version where it changed.") { file, name, description, parallel, workspaceOption, json };
        command.SetAction(parsed =>
        {
            var (definition, own) = Read(parsed.GetValue(file)!);
            using var workspace = Open(parsed, workspaceOption);
            var pipeline = new PipelineStore(workspace).Upsert(parsed.GetValue(name) ?? own, definition, parsed.GetValue(description), parsed.GetValue(parallel));
            output.WriteLine(parsed.GetValue(json) ? RecordJson.WriteIndented(pipeline) : pipeline.Id);
        });
        return ExampleHelp.Of(command, "praxis pipeline create pipeline.yaml", "praxis pipeline create definition.json --name bert-reviews");
    }

    private static Command List(TextWriter output)
    {
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("list", "Every pipeline, its newest version and execution.") { workspaceOption, json };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            var newest = new PipelineStore(workspace).List().GroupBy(pipeline => pipeline.Name, StringComparer.Ordinal).Select(group => group.Last()).ToList();
            var executions = new Executions(workspace);
            if (parsed.GetValue(json))
                output.WriteLine(RecordJson.WriteIndented(newest));
            else
                Table.Write(output, ["pipeline", "version", "created", "last execution", "status"], newest.Select(pipeline =>
                {
                    var last = executions.List(pipeline.Name, 1) is [var one] ? one : null;
                    return new[] { pipeline.Name, pipeline.Version.ToString(CultureInfo.InvariantCulture), Time(pipeline.CreatedAt), last?.DisplayName, last?.Status.ToString() };
                }));
        });
        return command;
    }

    private static Command Graph(TextWriter output)
    {
        var name = new Argument<string>("pipeline") { Description = "NAME, NAME:VERSION, an execution's id, or a definition's file" };
        var format = new Option<string>("--format") { Description = "mermaid or svg; else what --out ends with", HelpName = "NAME", DefaultValueFactory = _ => "mermaid" };
        format.AcceptOnlyFromAmong("mermaid", "svg");
        var @out = new Option<string?>("--out") { Description = "Write to a file", HelpName = "FILE" };
        var workspaceOption = CommandOptions.Workspace();
        var command = new Command("graph", "Draws a pipeline's steps; with an execution, how they stand.") { name, format, @out, workspaceOption };
        command.SetAction(parsed =>
        {
            var said = parsed.GetValue(name)!;
            var (definition, steps) = File.Exists(said) ? (Read(said).Definition, null) : Find(parsed, workspaceOption, said);
            var target = parsed.GetValue(@out);
            var text = parsed.GetValue(format) == "svg" || target?.EndsWith(".svg", StringComparison.OrdinalIgnoreCase) == true ? PipelineGraph.ToSvg(definition, steps) : PipelineGraph.ToMermaid(definition, steps);
            if (target is null)
                output.Write(text);
            else
                WholeFile.Write(target, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
        });
        return ExampleHelp.Of(command, "praxis pipeline graph reviews --out reviews.svg", "praxis pipeline graph pipeline.yaml");
    }

    private static (PipelineDefinition Definition, IReadOnlyList<StepExecution>? Steps) Find(ParseResult parsed, Option<string?> workspaceOption, string said)
    {
        using var workspace = Open(parsed, workspaceOption);
        var store = new PipelineStore(workspace);
        if (!Guid.TryParse(said, out _))
            return (PipelineDefinition.Parse(store.Get(said).Definition), null);
        var executions = new Executions(workspace);
        var execution = executions.Get(said);
        return (PipelineDefinition.Parse(store.Get($"{execution.Pipeline}:{execution.PipelineVersion}").Definition), executions.Steps(execution.Id));
    }

    private static Command Export(TextWriter output)
    {
        var name = Name();
        var workspaceOption = CommandOptions.Workspace();
        var command = new Command("export", "Writes the definition as SageMaker's JSON.") { name, workspaceOption };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            output.WriteLine(PipelineDefinition.Parse(new PipelineStore(workspace).Get(parsed.GetValue(name)!).Definition).ToJson());
        });
        return ExampleHelp.Of(command, "praxis pipeline export reviews > reviews.json");
    }

    private static Command Diff(TextWriter output)
    {
        var before = new Argument<string>("before") { Description = "NAME:VERSION, or a definition's file" };
        var after = new Argument<string>("after") { Description = "NAME:VERSION, or a definition's file" };
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("diff", "What differs between two definitions.") { before, after, workspaceOption, json };
        command.SetAction(parsed =>
        {
            PipelineDefinition Of(string said) => File.Exists(said) ? Read(said).Definition : Find(parsed, workspaceOption, said).Definition;
            var found = DefinitionDifference.Between(Of(parsed.GetValue(before)!), Of(parsed.GetValue(after)!));
            if (parsed.GetValue(json))
                output.WriteLine(RecordJson.WriteIndented(found));
            else if (found.Count == 0)
                output.WriteLine("no difference");
            else
                Table.Write(output, ["place", "before", "after"], found.Select(one => new[] { one.Place, one.Before, one.After }));
        });
        return ExampleHelp.Of(command, "praxis pipeline diff reviews:1 reviews:2", "praxis pipeline diff reviews pipeline.yaml");
    }

    private static Command Delete(TextWriter output)
    {
        var name = Name();
        var workspaceOption = CommandOptions.Workspace();
        var command = new Command("delete", "Takes every version of a pipeline away; its executions stay on record.") { name, workspaceOption };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            new PipelineStore(workspace).Delete(parsed.GetValue(name)!);
            output.WriteLine($"{parsed.GetValue(name)} is deleted");
        });
        return command;
    }

    internal static Workspace Open(ParseResult parsed, Option<string?> option) => Workspace.Open(Workspace.Locate(parsed.GetValue(option)), TimeProvider.System);

    internal static Option<int?> Parallel() => new Option<int?>("--parallel") { Description = "How many steps may run at a time", HelpName = "STEPS" }.Within("1 to 1000", value => value is null or (>= 1 and <= 1000));

    internal static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static Argument<string> DefinitionFile() => new("file") { Description = "A definition: YAML, or SageMaker's JSON" };

    private static Argument<string> Name() => new("pipeline") { Description = "NAME or NAME:VERSION" };
}
