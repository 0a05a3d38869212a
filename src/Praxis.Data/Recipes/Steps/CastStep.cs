using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;

namespace Praxis.Data.Recipes.Steps;

/// <summary>Reads a column as another type.</summary>
/// <param name="Column">The column.</param>
/// <param name="Type">integer, number, text, boolean, date or datetime.</param>
/// <param name="OnFailure">What becomes of a value that is none: <c>error</c> ends the run and names the rows, <c>missing</c> leaves it out.</param>
public sealed record CastStep(string Column, string Type, string OnFailure = "error") : RecipeStep("cast")
{
    /// <summary>The types by their names.</summary>
    public static IReadOnlyDictionary<string, string> Types { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["integer"] = "BIGINT",
        ["number"] = "DOUBLE",
        ["text"] = "VARCHAR",
        ["boolean"] = "BOOLEAN",
        ["date"] = "DATE",
        ["datetime"] = "TIMESTAMP",
    };

    internal override IEnumerable<string> Reads => [Column];

    internal override bool IsFitted => OnFailure == "error" && Type != "text";

    private string Cast => $"TRY_CAST({Sql.Name(Column)} AS {Types[Type]})";

    internal override IEnumerable<Problem> Verify(StepInput input, JsonObject? state)
    {
        if (!IsFitted)
            return [];
        var (count, rows) = input.RowsWhere($"NOT {input.IsMissing(Column)} AND {Cast} IS NULL");
        return count == 0 ? [] : throw StepProblem.Error(this, $"{count:N0} values of '{SafeText.Line(Column, 80)}' are no {Type}", rows, "Set on_failure: missing, or mend the rows");
    }

    internal override string Select(StepInput input, JsonObject? state) => input.With(new Dictionary<string, string> { [Column] = Cast });
}
