using System.Text.Json.Nodes;

namespace Praxis.Data.Recipes.Steps;

/// <summary>Gives columns other names.</summary>
/// <param name="Columns">From the old name to the new one.</param>
public sealed record RenameStep(IReadOnlyDictionary<string, string> Columns) : RecipeStep("rename")
{
    internal override IEnumerable<string> Reads => Columns.Keys;

    internal override IEnumerable<(string Found, string Expected)> Mistakes(StepInput input) => input.Columns
        .Select(column => Columns.GetValueOrDefault(column.Name, column.Name)).GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Count() > 1).Select(group => ($"two columns would be called '{group.Key}'", "a name for each"));

    internal override string Select(StepInput input, JsonObject? state) =>
        $"SELECT {Sql.RowColumn}, {string.Join(", ", input.Columns.Select(column => $"{Sql.Name(column.Name)} AS {Sql.Name(Columns.GetValueOrDefault(column.Name, column.Name))}"))} FROM {input.From}";
}
