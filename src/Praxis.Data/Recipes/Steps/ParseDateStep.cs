using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;

namespace Praxis.Data.Recipes.Steps;

/// <summary>Reads text as a date and time.</summary>
/// <param name="Column">The column.</param>
/// <param name="Formats">strptime formats, tried in order; empty tries ISO 8601 only.</param>
/// <param name="OnFailure">error or missing.</param>
public sealed record ParseDateStep(string Column, IReadOnlyList<string> Formats, string OnFailure = "error") : RecipeStep("parse_date")
{
    internal override IEnumerable<string> Reads => [Column];

    internal override bool IsFitted => OnFailure == "error";

    private string Parsed => Formats.Count == 0
        ? $"TRY_CAST({Sql.Name(Column)} AS TIMESTAMP)"
        : $"coalesce({string.Join(", ", Formats.Select(format => $"try_strptime(CAST({Sql.Name(Column)} AS VARCHAR), {Sql.Text(format)})"))})";

    internal override IEnumerable<Problem> Verify(StepInput input, JsonObject? state)
    {
        if (!IsFitted)
            return [];
        var (count, rows) = input.RowsWhere($"NOT {input.IsMissing(Column)} AND {Parsed} IS NULL");
        return count == 0 ? [] : throw StepProblem.Error(this, $"{count:N0} values of '{SafeText.Line(Column, 80)}' are no date in the formats given", rows, "Add a format, or set on_failure: missing");
    }

    internal override string Select(StepInput input, JsonObject? state) => input.With(new Dictionary<string, string> { [Column] = Parsed });
}
