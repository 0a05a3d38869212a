using System.Text.Json.Nodes;

namespace Praxis.Data.Recipes.Steps;

/// <summary>One row for each group.</summary>
/// <param name="By">The columns of the groups; empty for one group.</param>
/// <param name="Columns">Name and formula (SQL with count, sum, avg, …) of each result.</param>
public sealed record AggregateStep(IReadOnlyList<string> By, IReadOnlyDictionary<string, string> Columns) : RecipeStep("aggregate")
{
    internal override IEnumerable<string> Reads => By;

    internal override bool IsHeld => true;

    internal override IEnumerable<(string Found, string Expected)> Mistakes(StepInput input) =>
        Columns.Count == 0 ? [("columns is empty", "name: formula")] : Columns.Values.SelectMany(SqlExpression.Mistakes);

    internal override string Select(StepInput input, JsonObject? state) =>
        $"SELECT min({Sql.RowColumn}) AS {Sql.RowColumn}, {string.Join(", ", By.Select(Sql.Name).Concat(Columns.Select(pair => $"{SqlExpression.Enclosed(pair.Value)} AS {Sql.Name(pair.Key)}")))} FROM {input.InOrder}{(By.Count == 0 ? "" : " GROUP BY " + string.Join(", ", By.Select(Sql.Name)))}";
}
