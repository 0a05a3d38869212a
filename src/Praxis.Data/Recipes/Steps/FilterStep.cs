using System.Text.Json.Nodes;

namespace Praxis.Data.Recipes.Steps;

/// <summary>Keeps the rows for which a condition holds.</summary>
/// <param name="Where">The condition, in SQL.</param>
public sealed record FilterStep(string Where) : RecipeStep("filter")
{
    internal override bool IsFilter => true;

    internal override IEnumerable<string> Formulas => [Where];

    internal override IEnumerable<(string Found, string Expected)> Mistakes(StepInput input) => SqlExpression.Mistakes(Where);

    internal override string Select(StepInput input, JsonObject? state) => input.Where(SqlExpression.Enclosed(Where));
}
