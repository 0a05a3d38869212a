using System.CommandLine;
using Praxis.Cli.Commands;
using Praxis.Contracts.Foundation;
using Praxis.Data.Recipes;
using Praxis.Data.Recipes.Steps;
using Praxis.Data.Tables;
using Praxis.Learning.Text.Tokens;
using Praxis.Platform.Foundation;
using Praxis.Platform.Prepare.Recipes;

namespace Praxis.Cli;

/// <summary>The arguments of a command that runs a recipe over a file, and the run that they make.</summary>
internal sealed class RecipeTable
{
    private readonly Argument<string> recipe;
    private readonly Argument<string> file = new("file") { Description = "CSV, TSV, JSON Lines or Parquet, or a dataset of the workspace by its name" };
    private readonly Option<string[]> tables = new("--table") { Description = "A table that the recipe joins; may be given more than once", HelpName = "NAME=FILE", DefaultValueFactory = _ => [] };
    private readonly Option<string> memory = new("--memory") { Description = "The most memory of the database; what does not fit goes to the workspace's disk", DefaultValueFactory = _ => "2GB", HelpName = "SIZE" };
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

    /// <summary>The file's name.</summary>
    public string Source(ParseResult parsed) => Path.GetFileName(parsed.GetValue(file)!);

    /// <summary>The recipe, with the seed that the command names.</summary>
    public Recipe Recipe(ParseResult parsed, string yaml) => RecipeReader.Read(yaml, TimeProvider.System.GetUtcNow()) is var own && parsed.GetValue(seed) is { } number ? own with { Seed = number } : own;

    /// <summary>Opens the file and all tables, and does the work.</summary>
    public T Use<T>(ParseResult parsed, Recipe own, string? outputFolder, StageLines lines, Func<RecipeRun, T> work, CancellationToken cancellationToken)
    {
        using var workspace = Workspace.Open(Workspace.Locate(parsed.GetValue(workspaceOption)), TimeProvider.System);
        var opened = new List<IDisposable>();
        var temporary = workspace.NewScratch();
        try
        {
            Directory.CreateDirectory(temporary);
            var rows = reading.Open(parsed, parsed.GetValue(file)!, workspace, lines, cancellationToken);
            opened.Add(rows);
            var others = new Dictionary<string, StoredTable>(StringComparer.Ordinal);
            foreach (var pair in parsed.GetValue(tables)!)
            {
                if (pair.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var equals))
                    throw new UserException(new Problem { Type = "invalid-option", Found = $"--table '{SafeText.Line(pair, 80)}' names no file", Expected = "NAME=FILE" });
                var table = reading.Open(parsed, pair[(equals + 1)..], workspace, lines, cancellationToken);
                opened.Add(table);
                if (!others.TryAdd(pair[..equals], table.Table))
                    throw new UserException(new Problem { Type = "invalid-option", Found = $"--table {SafeText.Line(pair[..equals], 80)} is given twice" });
            }

            using var run = RecipeRun.Open(rows.Table, own, new RecipeRunOptions
            {
                Tables = others,
                Functions = new Dictionary<string, Func<string, string>> { [TokenizeStep.Function] = text => string.Join(' ', WordTokenizer.Tokenize(text.ToLowerInvariant())) },
                OutputFolder = outputFolder,
                TempFolder = temporary,
                Memory = parsed.GetValue(memory)!,
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

    private static string Text(string path)
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
