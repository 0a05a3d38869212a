using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Data.Recipes;

namespace Praxis.Cli;

/// <summary>What runs of recipes write.</summary>
internal static class RecipeOutput
{
    /// <summary>How JSON is written.</summary>
    public static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Default };

    /// <summary>Ends where the recipe does not fit the table; all mistakes are told.</summary>
    public static void Check(RecipeRun run)
    {
        var problems = run.Validate();
        if (problems.Count > 0)
            throw new UserException(Fault.Input, problems);
    }

    /// <summary>A file for each part.</summary>
    public static IReadOnlyList<(string File, long Rows)> Write(RecipeRun run, OutputFiles files, string format, string name, StageLines lines, CancellationToken cancellationToken) => Stage.Run(
        lines,
        "Write",
        _ =>
        {
            var written = new List<(string, long)>();
            foreach (var part in run.Parts)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var file = $"{ResourceName.From(part ?? name, "data")}.{format}";
                written.Add((file, run.Write(part, files.Path(file), format)));
            }

            return written;
        },
        own => string.Join(", ", own.Select(part => $"{part.Item1} {part.Item2.ToString("N0", CultureInfo.InvariantCulture)} rows")));

    /// <summary>The files with their rows, a line each.</summary>
    public static void Tell(TextWriter output, string folder, IReadOnlyList<(string File, long Rows)> parts)
    {
        foreach (var (file, rows) in parts)
            output.WriteLine($"{SafeText.Line(Path.Combine(folder, file))}: {rows.ToString("N0", CultureInfo.InvariantCulture)} rows");
    }

    /// <summary>What was done, as JSON.</summary>
    public static string Summary(Recipe recipe, string source, IReadOnlyList<StepResult> steps, IReadOnlyList<(string File, long Rows)> parts) => new JsonObject
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
