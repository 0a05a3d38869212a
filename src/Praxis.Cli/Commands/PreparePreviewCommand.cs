using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Data.Recipes;
using Praxis.Data.Recipes.Steps;
using Praxis.Platform.Prepare.Recipes;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis prepare preview</c>: shows what each step does to the rows.</summary>
internal sealed class PreparePreviewCommand(TextWriter output, TextWriter error)
{
    private const int MostColumns = 8;
    private readonly RecipeTable table = new("The recipe, a YAML file");
    private readonly Option<int> rows = new Option<int>("--rows") { Description = "Rows shown after each step", DefaultValueFactory = _ => 3 }.Within("0 to 100", value => value is >= 0 and <= 100);
    private readonly Option<long> sample = new Option<long>("--sample") { Description = "Tries the recipe on so many rows, drawn by the seed; 0 for all", DefaultValueFactory = _ => 50_000 }.Within("0 or more", value => value >= 0);
    private readonly Option<bool> json = CommandOptions.Json();

    public Command Build()
    {
        var command = new Command("preview", "Shows rows, columns and statistics before and after each step, on a sample; nothing is written.");
        table.AddTo(command);
        foreach (var option in (Option[])[rows, sample, json])
            command.Options.Add(option);
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), cancellationToken).WaitAsync(cancellationToken));
        return ExampleHelp.Of(command, "praxis prepare preview recipe.yaml reviews.csv --rows 5");
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var recipe = table.Recipe(parsed, table.RecipeText(parsed));
        using var lines = new StageLines(error, !Console.IsErrorRedirected);
        if (parsed.GetValue(sample) is > 0 and var most)
            recipe = recipe with { Steps = [new SampleStep(most), .. recipe.Steps] };
        var all = new JsonArray();
        table.Use(parsed, recipe, lines, run =>
        {
            RecipeFiles.Check(run);
            var steps = run.Run([], isFitting: true, isCounting: true, cancellationToken);
            if (!parsed.GetValue(json))
                Show(run, 0, "the table", null, parsed.GetValue(rows));
            for (var i = 0; i < steps.Count; i++)
                if (parsed.GetValue(json))
                    all.Add(Json(run, i + 1, steps[i], parsed.GetValue(rows)));
                else
                    Show(run, i + 1, steps[i].Step.Place is { } place ? $"{place}: {steps[i].Step.Kind}" : $"{steps[i].Step.Kind} for this preview", steps[i], parsed.GetValue(rows));
            return true;
        }, cancellationToken);
        if (parsed.GetValue(json))
            output.WriteLine(all.ToJsonString(RecipeFiles.Indented));
        return 0;
    }

    private void Show(RecipeRun run, int step, string title, StepResult? result, int most)
    {
        var columns = run.ColumnsAfter(step);
        output.WriteLine($"{(step == 0 ? "" : "\n")}{SafeText.Line(title, 120)}{(result?.Rows is { } count ? $" → {count.ToString("N0", CultureInfo.InvariantCulture)} rows" : "")}, {columns.Count} columns");
        foreach (var warning in result?.Warnings ?? [])
            output.WriteLine($"  warning: {SafeText.Line(warning.Found, 200)}");
        var statistics = run.Statistics(step).ToDictionary(column => column.Column, StringComparer.Ordinal);
        var shown = columns.Take(MostColumns).ToList();
        string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
        Table.Write(
            output,
            ["", .. shown.Select(column => $"{column.Name} ({column.Type.ToLowerInvariant()})")],
            run.Rows(step, most).Select((row, i) => (IReadOnlyList<string?>)[$"{i + 1}", .. row.Take(MostColumns).Select(cell => cell is null ? null : SafeText.Line(cell, 28))])
                .Append(["missing", .. shown.Select(column => N(statistics[column.Name].Missing))])
                .Append(["different", .. shown.Select(column => N(statistics[column.Name].Distinct))]));
        if (columns.Count > MostColumns)
            output.WriteLine($"… and {columns.Count - MostColumns} more columns");
    }

    private static JsonObject Json(RecipeRun run, int step, StepResult result, int most) => new()
    {
        ["step"] = result.Step.Place,
        ["kind"] = result.Step.Kind,
        ["rows"] = result.Rows,
        ["columns"] = new JsonArray([.. run.ColumnsAfter(step).Zip(run.Statistics(step), (column, own) => (JsonNode)new JsonObject { ["name"] = column.Name, ["type"] = column.Type, ["missing"] = own.Missing, ["distinct"] = own.Distinct })]),
        ["warnings"] = new JsonArray([.. result.Warnings.Select(warning => (JsonNode)warning.Found)]),
        ["first_rows"] = new JsonArray([.. run.Rows(step, most).Select(row => (JsonNode)new JsonArray([.. row.Select(cell => (JsonNode?)cell)]))]),
    };
}
