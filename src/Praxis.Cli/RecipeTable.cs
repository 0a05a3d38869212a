using System.CommandLine;
using Praxis.Cli.Commands;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Data.Files;
using Praxis.Data.Recipes;
using Praxis.Data.Tables;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines;
using Praxis.Platform.Prepare.Recipes;

namespace Praxis.Cli;

/// <summary>The arguments of a command that runs a recipe over a file, and the run that they make.</summary>
internal sealed class RecipeTable
{
    private readonly Argument<string> recipe;
    private readonly Argument<string> file = new("file") { Description = "CSV, TSV, JSON Lines or Parquet, or a dataset of the workspace by its name" };
    private readonly Option<string[]> tables = new("--table") { Description = "A table that the recipe joins; may be given more than once", HelpName = "NAME=FILE", DefaultValueFactory = _ => [] };
    private readonly Option<string?> memory = CommandOptions.Memory();
    private readonly Option<long?> seed = new("--seed") { Description = "In place of the recipe's seed" };
    private readonly Option<string?> workspaceOption = CommandOptions.Workspace();
    private readonly TableOptions reading = new();

    public RecipeTable(string recipeIs) => recipe = new Argument<string>("recipe") { Description = recipeIs };

    public void AddTo(Command command)
    {
        command.Arguments.Add(recipe);
        command.Arguments.Add(file);
        foreach (var option in (Option[])[tables, memory, seed, workspaceOption])
            command.Options.Add(option);
        reading.AddTo(command);
    }

    /// <summary>The text of the recipe's file.</summary>
    public string RecipeText(ParseResult parsed) => Text(parsed.GetValue(recipe)!);

    /// <summary>The name of the recipe's file.</summary>
    public string RecipeName(ParseResult parsed) => Path.GetFileName(parsed.GetValue(recipe)!);

    /// <summary>The file's name.</summary>
    public string Source(ParseResult parsed) => Path.GetFileName(parsed.GetValue(file)!);

    /// <summary>The recipe, with the seed that the command names.</summary>
    public Recipe Recipe(ParseResult parsed, string yaml) => RecipeReader.Read(yaml, TimeProvider.System.GetUtcNow()) is var own && parsed.GetValue(seed) is { } number ? own with { Seed = number } : own;

    /// <summary>The workspace.</summary>
    public Workspace OpenWorkspace(ParseResult parsed) => Workspace.Open(Workspace.Locate(parsed.GetValue(workspaceOption)), TimeProvider.System);

    /// <summary>Opens the file and all tables, and does what writes nothing.</summary>
    public T Use<T>(ParseResult parsed, Recipe own, StageLines lines, Func<RecipeRun, T> work, CancellationToken cancellationToken)
    {
        using var workspace = OpenWorkspace(parsed);
        return Use(parsed, own, workspace, null, null, lines, work, cancellationToken);
    }

    /// <summary>Opens the file and all tables, puts them on record as read, and does the work.</summary>
    public T Use<T>(ParseResult parsed, Recipe own, Workspace workspace, Work? record, string? outputFolder, StageLines lines, Func<RecipeRun, T> work, CancellationToken cancellationToken)
    {
        var opened = new List<IDisposable>();
        var temporary = workspace.NewScratch();
        try
        {
            Directory.CreateDirectory(temporary);
            var rows = reading.Open(parsed, parsed.GetValue(file)!, workspace, lines, cancellationToken);
            opened.Add(rows);
            rows.Tell(record, parsed.GetValue(file)!);
            var others = new Dictionary<string, StoredTable>(StringComparer.Ordinal);
            foreach (var pair in parsed.GetValue(tables)!)
            {
                if (pair.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var equals))
                    throw new UserException(new Problem { Type = "invalid-option", Found = $"--table '{SafeText.Line(pair, 80)}' names no file", Expected = "NAME=FILE" });
                var table = reading.Open(parsed, pair[(equals + 1)..], workspace, lines, cancellationToken);
                opened.Add(table);
                table.Tell(record, pair[(equals + 1)..]);
                if (!others.TryAdd(pair[..equals], table.Table))
                    throw new UserException(new Problem { Type = "invalid-option", Found = $"--table {SafeText.Line(pair[..equals], 80)} is given twice" });
            }

            using var run = RecipeRun.Open(rows.Table, own, new RecipeRunOptions
            {
                Tables = others,
                Functions = RecipeFiles.Functions,
                OutputFolder = outputFolder,
                TempFolder = temporary,
                Memory = CommandOptions.Memory(parsed, memory),
            });
            return work(run);
        }
        finally
        {
            opened.ForEach(one => one.Dispose());
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
        }
    }

    /// <summary>Prepares the rows of a training with a recipe that travels with the model.</summary>
    public static RecipeTrainingRows Prepare(string path, string source, ReadOptions reading, IReadOnlyList<FeatureColumn> columns, string name, Workspace workspace, StageLines lines, CancellationToken cancellationToken) => Stage.Run(
        lines,
        "prepare",
        _ => new RecipeTraining(workspace).Prepare(Text(path), Path.GetFileName(path), source, reading, columns, name, cancellationToken),
        rows => rows.Validation is null ? rows.Train : $"{rows.Train}, {rows.Validation}");

    /// <summary>The text of a recipe's file.</summary>
    public static string Text(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: > 16 << 20 }
                ? throw new UserException(new Problem { Type = "file-too-long", Found = "the recipe is longer than 16 MB", Where = SafeText.Line(path) })
                : File.ReadAllText(path);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new UserException(new Problem { Type = "file-not-readable", Found = "the recipe cannot be read", Where = SafeText.Line(path), Remedy = "Check the path; praxis prepare new writes a recipe to begin with" }, failed);
        }
    }
}
