using System.CommandLine;
using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Platform.Prepare.Processing;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis prepare job</c>: a user's own program as a processing job.</summary>
internal sealed class PrepareJobCommand(TextWriter output, TextWriter error)
{
    private readonly Argument<string?> program = new("program") { Description = "Any program: a path, or a name on the search path; not with --sql or --recipe", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<string[]> arguments = new("arguments") { Description = "Its arguments, after --; {input:NAME} and {output} stand for the folders", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string[]> inputs = new("--input") { Description = "A file, a folder of files or a dataset, shown as $PRAXIS_INPUT_NAME, or as the table NAME; may be given more than once", HelpName = "NAME=PATH", DefaultValueFactory = _ => [] };
    private readonly Option<string?> name = new("--name") { Description = "The job's name; else what is run", HelpName = "NAME" };
    private readonly Option<int> shards = new Option<int>("--shards") { Description = "Spreads the first input over so many processes, by file, or by line or row group where it is one file", DefaultValueFactory = _ => 1 }.Within("1 to 1,000", value => value is >= 1 and <= 1000);
    private readonly Option<int> parallel = new Option<int>("--parallel") { Description = "How many processes run at once", DefaultValueFactory = _ => Environment.ProcessorCount }.Within("1 or more", value => value >= 1);
    private readonly Option<int> retries = new Option<int>("--retries") { Description = "How often a process that fails is started again", DefaultValueFactory = _ => 0 }.Within("0 to 100", value => value is >= 0 and <= 100);
    private readonly Option<double?> timeout = new("--timeout") { Description = "The most seconds of a process", HelpName = "SECONDS" };
    private readonly Option<double> grace = new("--grace") { Description = "Seconds between the polite end and the kill", DefaultValueFactory = _ => 10 };
    private readonly Option<string?> sql = new("--sql") { Description = "In place of a program: SELECTs over the inputs, ended by semicolons; '-- output: NAME' before one names its result, which those after it may read", HelpName = "FILE" };
    private readonly Option<string?> recipe = new("--recipe") { Description = "In place of a program: a recipe, run on the first input; the others are the tables that it joins", HelpName = "FILE" };
    private readonly Option<string> outputFormat = PrepareRunCommand.OutputFormat();
    private readonly Option<string?> memoryLimit = new("--memory-limit") { Description = "The most memory that a process and its children may hold; beyond it they are ended", HelpName = "SIZE" };
    private readonly Option<bool> allowNoOutput = new("--allow-no-output") { Description = "A process may write nothing" };
    private readonly Option<string> folder = new("--out") { Description = "Where the results are put", HelpName = "DIR", DefaultValueFactory = _ => "processed" };
    private readonly Option<string?> workspaceOption = CommandOptions.Workspace();
    private readonly Option<bool> json = CommandOptions.Json();

    public Command Build()
    {
        var command = new Command("job", "Runs your own program over files as a job: its log, limits, retries and results on record. It reads $PRAXIS_INPUT_NAME and writes into $PRAXIS_OUTPUT_DIR.") { program, arguments };
        foreach (var option in (Option[])[inputs, name, sql, recipe, outputFormat, shards, parallel, retries, timeout, grace, memoryLimit, allowNoOutput, folder, workspaceOption, json])
            command.Options.Add(option);
        // Waited for to its end, also when interrupted: what is half made is taken away then.
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), cancellationToken));
        return ExampleHelp.Of(
            command,
            "praxis prepare job ./clean.sh --input rows=reviews.csv --out clean",
            "praxis prepare job --sql daily.sql --input rows=reviews --output-format parquet",
            "praxis prepare job python3 --input rows=reviews.csv --shards 4 --retries 2 --timeout 600 -- clean.py {input:rows} {output}");
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var workspace = Workspace.Open(Workspace.Locate(parsed.GetValue(workspaceOption)), TimeProvider.System);
        var request = Read(parsed);
        using var lines = new StageLines(error, !Console.IsErrorRedirected);
        var result = Stage.Run(
            lines,
            "Process",
            say => new ProcessingJobs(workspace, Algorithms.Program).Run(request, process => say($"shard {process.Shard}, try {process.Attempt}: {process.Status}"), cancellationToken),
            own => $"{own.Jobs.Count} jobs, {own.Files.Count:N0} files");
        Place(workspace, result, parsed.GetValue(folder)!);
        if (parsed.GetValue(json))
            output.WriteLine(RecordJson.WriteIndented(new { result.Record, result.Jobs, Files = result.Files.Select(file => new { file.Path, file.Artifact }) }));
        else
            foreach (var (path, _) in result.Files)
                output.WriteLine(SafeText.Line(Path.Combine(parsed.GetValue(folder)!, path), 400));
        WorkCommands.WriteProcesses(error, result.Record.Processes);
        RecipeOutput.TellRecord(error, "prepare", result.Record);
        return 0;
    }

    private ProcessingRequest Read(ParseResult parsed)
    {
        var (script, yaml, own) = (parsed.GetValue(sql), parsed.GetValue(recipe), parsed.GetValue(program));
        if (new[] { script, yaml, own }.Count(said => said is not null) != 1)
            throw new UserException(new Problem { Type = "invalid-option", Found = "it is not said what to run, or several things are", Expected = "one of a program, --sql FILE and --recipe FILE" });
        var what = own is not null ? ProcessingWork.Program : script is not null ? ProcessingWork.Sql : ProcessingWork.Recipe;
        var seconds = parsed.GetValue(timeout);
        return new ProcessingRequest
        {
            Name = parsed.GetValue(name) is { } said ? ResourceName.Check(said, "job") : ResourceName.From(Path.GetFileNameWithoutExtension(script ?? yaml ?? own!), "processing"),
            Work = what,
            Program = own is null ? "" : ProgramPath(own),
            Script = script is null && yaml is null ? "" : Text(script ?? yaml!),
            OutputFormat = parsed.GetValue(outputFormat)!,
            Arguments = parsed.GetValue(arguments)!,
            Inputs = [.. parsed.GetValue(inputs)!.Select(Input)],
            Shards = parsed.GetValue(shards),
            Parallel = parsed.GetValue(parallel),
            Retries = parsed.GetValue(retries),
            Timeout = seconds is { } most ? TimeSpan.FromSeconds(most) : null,
            MemoryLimit = parsed.GetValue(memoryLimit) is { } limit ? CommandOptions.Bytes(limit, "--memory-limit") : null,
            GraceSeconds = parsed.GetValue(grace),
            AllowsNoOutput = parsed.GetValue(allowNoOutput),
        };
    }

    private static string Text(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: > 1 << 20 }
                ? throw new UserException(new Problem { Type = "file-too-long", Found = "the script is longer than a megabyte", Where = SafeText.Line(path) })
                : File.ReadAllText(path);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new UserException(new Problem { Type = "file-not-readable", Found = "the script cannot be read", Where = SafeText.Line(path), Remedy = "Check the path" }, failed);
        }
    }

    private static void Place(Workspace workspace, ProcessingResult result, string folder)
    {
        foreach (var made in result.Record.Outputs)
            WorkFiles.Place(new ProcessingJobs(workspace).Records, result.Record, made, folder);
    }

    private static string ProgramPath(string program) => program.Contains(Path.DirectorySeparatorChar) || File.Exists(program)
        ? File.Exists(program) ? Path.GetFullPath(program) : throw new UserException(new Problem { Type = "file-not-found", Found = "the program is not there", Where = SafeText.Line(program), Remedy = "Check the path" })
        : program;

    private static KeyValuePair<string, string> Input(string pair) => pair.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals
        ? new KeyValuePair<string, string>(ResourceName.Check(pair[..equals], "channel"), pair[(equals + 1)..])
        : throw new UserException(new Problem { Type = "invalid-option", Found = $"--input '{SafeText.Line(pair, 80)}' names no file", Expected = "NAME=PATH", Remedy = string.Create(CultureInfo.InvariantCulture, $"--input rows={SafeText.Line(pair, 60)}") });
}
