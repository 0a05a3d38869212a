using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Data.Recipes;
using Praxis.Data.Recipes.Steps;
using Praxis.Learning.Text.Tokens;

namespace Praxis.Platform.Prepare.Recipes;

/// <summary>What runs of recipes read and write.</summary>
public static class RecipeFiles
{
    /// <summary>The file of the recipe with what its steps have learned.</summary>
    public const string Fitted = "recipe.json";

    /// <summary>The file that says what was done.</summary>
    public const string SummaryName = "summary.json";

    /// <summary>The function that gives an apostrophe to texts that a spreadsheet would run.</summary>
    private const string Guard = "praxis_guard";

    /// <summary>How JSON is written.</summary>
    public static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Default };

    /// <summary>The functions of text that steps call.</summary>
    public static IReadOnlyDictionary<string, Func<string, string>> Functions { get; } = new Dictionary<string, Func<string, string>>
    {
        [Guard] = SafeText.CsvGuard,
        [TokenizeStep.Function] = text => string.Join(' ', WordTokenizer.Tokenize(text.ToLowerInvariant())),
    };

    /// <summary>Ends where the recipe does not fit the table; all mistakes are told.</summary>
    public static void Check(RecipeRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var problems = run.Validate();
        if (problems.Count > 0)
            throw new UserException(Fault.Input, problems);
    }

    /// <summary>Writes a file for each part.</summary>
    public static IReadOnlyList<(string File, long Rows)> Write(RecipeRun run, string folder, string format, string name, CancellationToken cancellationToken, bool isGuarded = false)
    {
        ArgumentNullException.ThrowIfNull(run);
        var written = new List<(string, long)>();
        foreach (var part in run.Parts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var file = $"{ResourceName.From(part ?? name, "data")}.{format}";
            if (written.Exists(other => other.Item1 == file))
                throw new UserException(new Problem { Type = "parts-of-one-name", Found = $"two parts of the split would be the file '{file}'", Expected = "names that differ in letters and digits" });
            written.Add((file, run.Write(part, Path.Combine(folder, file), format, isGuarded ? Guard : null)));
        }

        return written;
    }

    /// <summary>The parts as Parquet, which keeps their types: those that were written, where they are, else others in a folder below.</summary>
    public static IReadOnlyList<string> ForCatalog(RecipeRun run, string folder, string format, IReadOnlyList<(string File, long Rows)> parts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(parts);
        if (format == "parquet")
            return [.. parts.Select(part => Path.Combine(folder, part.File))];
        var own = Directory.CreateDirectory(Path.Combine(folder, "datasets")).FullName;
        var paths = new List<string>();
        foreach (var (part, written) in run.Parts.Zip(parts))
        {
            cancellationToken.ThrowIfCancellationRequested();
            paths.Add(Path.Combine(own, Path.ChangeExtension(written.File, ".parquet")));
            run.Write(part, paths[^1], "parquet");
        }

        return paths;
    }

    /// <summary>Fits a recipe and writes its parts, the fitted recipe and the summary into a folder.</summary>
    /// <returns>The files and their rows, and what is to be known of the rows.</returns>
    /// <exception cref="UserException">The recipe does not fit the table, or a step or check fails.</exception>
    public static (IReadOnlyList<(string File, long Rows)> Parts, IReadOnlyList<Problem> Warnings) FitAndWrite(RecipeRun run, Recipe recipe, string yaml, string source, string folder, string format, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(recipe);
        Check(run);
        var states = new List<JsonObject?>();
        var steps = run.Run(states, isFitting: true, isCounting: false, cancellationToken);
        var parts = Write(run, folder, format, recipe.Name, cancellationToken);
        File.WriteAllText(Path.Combine(folder, Fitted), new FittedRecipe(yaml, states) { Columns = run.ColumnsAfter(0) }.Write());
        File.WriteAllText(Path.Combine(folder, SummaryName), Summary(recipe, source, steps, parts));
        return (parts, [.. steps.SelectMany(step => step.Warnings)]);
    }

    /// <summary>What was done, as JSON.</summary>
    public static string Summary(Recipe recipe, string source, IReadOnlyList<StepResult> steps, IReadOnlyList<(string File, long Rows)> parts)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return new JsonObject
        {
            ["recipe"] = recipe.Name,
            ["seed"] = recipe.Seed,
            ["source"] = source,
            ["steps"] = new JsonArray([.. steps.Select(step => (JsonNode)new JsonObject
            {
                ["kind"] = step.Step.Kind,
                ["place"] = step.Step.Place,
                ["rows"] = step.Rows,
                ["columns"] = new JsonArray([.. step.Columns.Select(column => (JsonNode)column.Name)]),
                ["warnings"] = new JsonArray([.. step.Warnings.Select(warning => (JsonNode)new JsonObject { ["found"] = warning.Found, ["where"] = warning.Where })]),
            })]),
            ["parts"] = new JsonArray([.. parts.Select(part => (JsonNode)new JsonObject { ["file"] = part.File, ["rows"] = part.Rows })]),
        }.ToJsonString(Indented) + "\n";
    }
}
