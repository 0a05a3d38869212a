using System.Globalization;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;

namespace Praxis.Data.Recipes.Steps;

/// <summary>Replaces values by others.</summary>
/// <param name="Column">The column.</param>
/// <param name="Values">From a value, as text, to what it becomes.</param>
/// <param name="Into">The column of the results; null for the same.</param>
/// <param name="Else">What becomes of other values: <c>keep</c>, <c>missing</c>, or <c>error</c>, which ends the run and names the rows.</param>
public sealed record MapStep(string Column, IReadOnlyDictionary<string, string> Values, string? Into = null, string Else = "keep") : RecipeStep("map")
{
    internal override IEnumerable<string> Reads => [Column];

    internal override IEnumerable<string> Writes => [Into ?? Column];

    internal override bool IsFitted => Else == "error";

    private string Written => $"CAST({Sql.Name(Column)} AS VARCHAR)";

    internal override IEnumerable<(string Found, string Expected)> Mistakes(StepInput input) => Values.Count == 0 ? [("values is empty", "value: replacement")] : [];

    internal override IEnumerable<Problem> Verify(StepInput input, JsonObject? state)
    {
        if (!IsFitted)
            return [];
        var (count, rows) = input.RowsWhere($"{Sql.Name(Column)} IS NOT NULL AND {Written} NOT IN ({string.Join(", ", Values.Keys.Select(Sql.Text))})");
        return count == 0 ? [] : throw StepProblem.Error(this, $"{count:N0} values of '{SafeText.Line(Column, 80)}' are not in the map", rows, "Add them to values, or set else");
    }

    internal override string Select(StepInput input, JsonObject? state)
    {
        var result = $"CASE {Written} {string.Join(' ', Values.Select(pair => $"WHEN {Sql.Text(pair.Key)} THEN {Sql.Text(pair.Value)}"))} {(Else == "keep" ? $"ELSE {Written} " : "")}END";
        return input.With(new Dictionary<string, string> { [Into ?? Column] = Type(input.Column(Column)) is { } type ? $"CAST({result} AS {type})" : result });
    }

    // Numbers stay numbers where all results are some.
    private string? Type(RecipeColumn? column)
    {
        var areWhole = Values.Values.All(value => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _));
        var areNumbers = areWhole || Values.Values.All(value => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        return !areNumbers || (Else == "keep" && column is not { IsNumber: true }) ? null : areWhole && (Else != "keep" || column?.Type == "BIGINT") ? "BIGINT" : "DOUBLE";
    }
}
