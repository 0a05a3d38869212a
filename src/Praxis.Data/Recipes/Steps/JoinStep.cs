using System.Text.Json.Nodes;

namespace Praxis.Data.Recipes.Steps;

/// <summary>Joins another table.</summary>
/// <param name="With">Its name among the run's tables.</param>
/// <param name="On">The columns that both have.</param>
/// <param name="How">inner, left, semi or anti.</param>
public sealed record JoinStep(string With, IReadOnlyList<string> On, string How = "left") : RecipeStep("join")
{
    internal override IEnumerable<string> Reads => On;

    internal override bool IsHeld => true;

    internal override IEnumerable<(string Found, string Expected)> Mistakes(StepInput input)
    {
        if (On.Count == 0)
            yield return ("on is empty", "at least one column");
        if (!input.Tables.TryGetValue(With, out var table))
            yield return ($"there is no table '{With}'", input.Tables.Count == 0 ? "a table named with --table NAME=FILE" : "one of " + string.Join(", ", input.Tables.Keys));
        else
            foreach (var name in On.Except(Names(input, table)))
                yield return ($"'{With}' has no column '{name}'", "one of " + string.Join(", ", Names(input, table).Take(20)));
    }

    internal override string Select(StepInput input, JsonObject? state)
    {
        var table = input.Tables[With];
        var isFilter = How is "semi" or "anti";
        var others = isFilter ? [] : Names(input, table).Except(On).Select(name => $"o.{Sql.Name(name)} AS {Sql.Name(input.Has(name) ? $"{With}_{name}" : name)}");
        var cells = string.Join(", ", input.Columns.Select(column => $"i.{Sql.Name(column.Name)}").Concat(others));
        return $"SELECT {(isFilter ? $"i.{Sql.RowColumn}" : $"row_number() OVER (ORDER BY i.{Sql.RowColumn}, o.{Sql.RowColumn})")} AS {Sql.RowColumn}, {cells} FROM {input.From} i {How.ToUpperInvariant()} JOIN {table} o ON {string.Join(" AND ", On.Select(name => $"i.{Sql.Name(name)} = o.{Sql.Name(name)}"))}";
    }

    internal static List<string> Names(StepInput input, string table) =>
        [.. input.Rows($"SELECT column_name FROM (DESCRIBE {table})", reader => reader.GetString(0)).Where(name => name != Sql.RowColumn && !name.StartsWith(Sql.WrittenPrefix, StringComparison.Ordinal))];
}
