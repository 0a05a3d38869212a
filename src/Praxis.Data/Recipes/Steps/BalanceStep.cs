using System.Text.Json.Nodes;

namespace Praxis.Data.Recipes.Steps;

/// <summary>Makes all values of a column equally frequent: by drawing as many of each as the rarest has, or by repeating rows up to the most frequent. Rows without a value are left out.</summary>
/// <param name="Column">The column.</param>
/// <param name="How">down or up.</param>
/// <param name="Within">Balances within each value of this column too: all pairs become as frequent as the rarest (most frequent) pair; null for none.</param>
public sealed record BalanceStep(string Column, string How = "down", string? Within = null) : RecipeStep("balance")
{
    /// <inheritdoc/>
    public override bool IsForTraining => true;

    internal override IEnumerable<string> Reads => Within is null ? [Column] : [Column, Within];

    internal override bool IsHeld => true;

    internal override string Select(StepInput input, JsonObject? state)
    {
        var keys = string.Join(", ", Reads.Select(Sql.Name));
        var place = $"row_number() OVER (PARTITION BY {keys} ORDER BY {input.Draw}, {Sql.RowColumn})";
        var known = string.Join(" AND ", Reads.Select(name => $"{Sql.Name(name)} IS NOT NULL"));
        var sizes = $"(SELECT count(*) AS size FROM {input.From} WHERE {known} GROUP BY {keys})";
        if (How == "down")
            return $"SELECT * FROM {input.From} WHERE {known} QUALIFY {place} <= (SELECT min(size) FROM {sizes})";
        var names = string.Join(", ", input.Columns.Select(column => Sql.Name(column.Name)));
        return $"""
            SELECT row_number() OVER (ORDER BY __copy, __old) AS {Sql.RowColumn}, {names} FROM (
                SELECT {names}, __old, unnest(range((__most - __place) // __size + 1)) AS __copy FROM (
                    SELECT {names}, {Sql.RowColumn} AS __old, {place} AS __place, count(*) OVER (PARTITION BY {keys}) AS __size, (SELECT max(size) FROM {sizes}) AS __most FROM {input.From} WHERE {known}))
            """;
    }
}
