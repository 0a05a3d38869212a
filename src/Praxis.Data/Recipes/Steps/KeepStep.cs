using System.Text.Json.Nodes;

namespace Praxis.Data.Recipes.Steps;

/// <summary>Keeps only these columns, in this order.</summary>
/// <param name="Columns">Their names.</param>
public sealed record KeepStep(IReadOnlyList<string> Columns) : RecipeStep("keep")
{
    internal override IEnumerable<string> Reads => Columns;

    internal override IEnumerable<(string Found, string Expected)> Mistakes(StepInput input) => Columns.Count == 0 ? [("columns is empty", "at least one")] : [];

    internal override string Select(StepInput input, JsonObject? state) => $"SELECT {Sql.RowColumn}, {string.Join(", ", Columns.Distinct().Select(Sql.Name))} FROM {input.From}";
}
