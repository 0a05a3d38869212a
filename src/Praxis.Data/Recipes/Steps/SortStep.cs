using System.Text.Json.Nodes;

namespace Praxis.Data.Recipes.Steps;

/// <summary>Orders the rows; equal ones stay as they are.</summary>
/// <param name="By">The columns, the first the most important; a minus before a name turns it around.</param>
public sealed record SortStep(IReadOnlyList<string> By) : RecipeStep("sort")
{
    internal override IEnumerable<string> Reads => By.Select(Name);

    internal override bool IsHeld => true;

    internal override IEnumerable<(string Found, string Expected)> Mistakes(StepInput input) => By.Count == 0 ? [("by is empty", "at least one column")] : [];

    internal override string Select(StepInput input, JsonObject? state) =>
        $"SELECT row_number() OVER (ORDER BY {string.Join(", ", By.Select(key => $"{Sql.Name(Name(key))} {(key.StartsWith('-') ? "DESC" : "ASC")} NULLS LAST"))}, {Sql.RowColumn}) AS {Sql.RowColumn}, {string.Join(", ", input.Columns.Select(column => Sql.Name(column.Name)))} FROM {input.From}";

    private static string Name(string key) => key.StartsWith('-') ? key[1..] : key;
}
