using System.Text.Json.Nodes;

namespace Praxis.Data.Recipes.Steps;

/// <summary>Keeps the first of rows that are equal.</summary>
/// <param name="Columns">The columns compared; empty for all.</param>
public sealed record DeduplicateStep(IReadOnlyList<string> Columns) : RecipeStep("deduplicate")
{
    /// <inheritdoc/>
    public override bool IsForTraining => true;

    internal override IEnumerable<string> Reads => Columns;

    internal override bool IsHeld => true;

    internal override string Select(StepInput input, JsonObject? state)
    {
        var keys = Columns.Count > 0 ? Columns : [.. input.Columns.Select(column => column.Name)];
        return $"SELECT * FROM {input.From} QUALIFY row_number() OVER (PARTITION BY {string.Join(", ", keys.Select(Sql.Name))} ORDER BY {Sql.RowColumn}) = 1";
    }
}
