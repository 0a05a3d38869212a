using System.Text.Json.Nodes;

namespace Praxis.Data.Recipes.Steps;

/// <summary>A column computed from others, new or in place of an old one.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Formula">What it is, in SQL.</param>
public sealed record DeriveStep(string Column, string Formula) : RecipeStep("derive")
{
    internal override IEnumerable<string> Writes => [Column];

    internal override IEnumerable<string> Formulas => [Formula];

    internal override IEnumerable<(string Found, string Expected)> Mistakes(StepInput input) => SqlExpression.Mistakes(Formula);

    internal override string Select(StepInput input, JsonObject? state) => input.With(new Dictionary<string, string> { [Column] = SqlExpression.Enclosed(Formula) });
}
