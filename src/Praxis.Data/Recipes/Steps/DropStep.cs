using System.Text.Json.Nodes;

namespace Praxis.Data.Recipes.Steps;

/// <summary>Leaves columns out.</summary>
/// <param name="Columns">Their names.</param>
public sealed record DropStep(IReadOnlyList<string> Columns) : RecipeStep("drop")
{
    internal override IEnumerable<string> Reads => Columns;

    internal override IEnumerable<(string Found, string Expected)> Mistakes(StepInput input) =>
        input.Columns.All(column => Columns.Contains(column.Name)) ? [("no column would be left", "at least one")] : [];

    internal override string Select(StepInput input, JsonObject? state) =>
        $"SELECT {Sql.RowColumn}, {string.Join(", ", input.Columns.Where(column => !Columns.Contains(column.Name)).Select(column => Sql.Name(column.Name)))} FROM {input.From}";
}
