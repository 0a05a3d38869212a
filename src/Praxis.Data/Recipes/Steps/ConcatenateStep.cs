using System.Text.Json.Nodes;

namespace Praxis.Data.Recipes.Steps;

/// <summary>Puts another table's rows behind these, column by name; what one side lacks is missing there.</summary>
/// <param name="With">Its name among the run's tables.</param>
/// <param name="Source">Adds a column of this name that says which side a row is of; null for none.</param>
public sealed record ConcatenateStep(string With, string? Source = null) : RecipeStep("concatenate")
{
    /// <inheritdoc/>
    public override bool IsForTraining => true;

    internal override bool IsHeld => true;

    internal override IEnumerable<(string Found, string Expected)> Mistakes(StepInput input) =>
        input.Tables.ContainsKey(With) ? [] : [($"there is no table '{With}'", input.Tables.Count == 0 ? "a table named with --table NAME=FILE" : "one of " + string.Join(", ", input.Tables.Keys))];

    internal override string Select(StepInput input, JsonObject? state) =>
        $"SELECT row_number() OVER (ORDER BY __side, __old) AS {Sql.RowColumn}, * EXCLUDE (__side, __old) FROM ({Side(input.From, input.Columns.Select(column => column.Name), "input", 0)} UNION ALL BY NAME {Side(input.Tables[With], JoinStep.Names(input, input.Tables[With]), With, 1)})";

    private string Side(string from, IEnumerable<string> columns, string source, int side) =>
        $"SELECT {side} AS __side, {Sql.RowColumn} AS __old, {string.Join(", ", columns.Select(Sql.Name))}{(Source is null ? "" : $", {Sql.Text(source)} AS {Sql.Name(Source)}")} FROM {from}";
}
