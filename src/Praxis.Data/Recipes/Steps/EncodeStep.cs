using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;

namespace Praxis.Data.Recipes.Steps;

/// <summary>
/// Turns categories into numbers. <c>ordinal</c>: 0 … k-1 in the order of the learned values; <c>one-hot</c>: a column of 0 and 1 for each; <c>target</c>: the mean of the
/// target over the category's rows, drawn towards the mean of all as (sum + w × mean) / (n + w) (D. Micci-Barreca, 2001, "A preprocessing scheme for high-cardinality
/// categorical attributes"). While fitting, each row's own fifth of the rows is left out of its mean, so that no row is told its own answer.
/// </summary>
/// <param name="Column">The column of categories.</param>
/// <param name="How">ordinal, one-hot or target.</param>
/// <param name="Target">The target's column, numbers, for target encoding.</param>
/// <param name="Weight">The weight w of the mean of all.</param>
/// <param name="Unknown">What becomes of a category that was not there: <c>missing</c>, <c>last</c> (a number of its own, for ordinal) or <c>error</c>.</param>
public sealed record EncodeStep(string Column, string How = "one-hot", string? Target = null, double Weight = 10, string Unknown = "missing") : RecipeStep("encode")
{
    private const int MostColumns = 1000;
    private const int Folds = 5;

    internal override IEnumerable<string> Reads => [Column];

    internal override bool IsOpen => How == "one-hot";

    internal override bool IsFitted => true;

    private string Value => $"CAST({Sql.Name(Column)} AS VARCHAR)";

    internal override IEnumerable<(string Found, string Expected)> Mistakes(StepInput input)
    {
        if (How == "target" == Target is null)
            yield return (Target is null ? "how is target, but no target is named" : "a target is named, but how is not target", "both or neither");
        if (Target is not null && input.Column(Target) is not { IsNumber: true })
            yield return ($"there is no column '{Target}' of numbers", "the target's column");
        if (Unknown == "last" && How != "ordinal")
            yield return ("unknown: last is for ordinal", "missing or error");
    }

    internal override JsonObject? Fit(StepInput input)
    {
        if (How == "target")
            return FitTarget(input);
        var known = input.Rows($"SELECT DISTINCT {Value} AS v FROM {input.From} WHERE {Sql.Name(Column)} IS NOT NULL ORDER BY v LIMIT {MostColumns + 1}", reader => reader.GetString(0));
        if (known.Count > MostColumns)
            throw StepProblem.Error(this, $"'{SafeText.Line(Column, 80)}' has more than {MostColumns:N0} values", [], "Use how: target, or map rare values to one first");
        return new JsonObject { ["values"] = new JsonArray([.. known.Select(value => (JsonNode)value)]) };
    }

    internal override IEnumerable<Problem> Verify(StepInput input, JsonObject? state)
    {
        if (Unknown != "error" || state is null)
            return [];
        var known = How == "target" ? state["values"]!.AsObject().Select(pair => pair.Key) : state["values"]!.AsArray().Select(value => value!.GetValue<string>());
        var (count, rows) = input.RowsWhere($"{Sql.Name(Column)} IS NOT NULL AND {Value} NOT IN ({string.Join(", ", known.Select(Sql.Text).DefaultIfEmpty("''"))})");
        return count == 0 ? [] : throw StepProblem.Error(this, $"{count:N0} values of '{SafeText.Line(Column, 80)}' were not there when the recipe was fitted", rows, "Set unknown: missing");
    }

    internal override string Select(StepInput input, JsonObject? state)
    {
        if (How == "target")
            return input.With(new Dictionary<string, string> { [Column] = TargetMean(input, state!) });
        var values = state!["values"]!.AsArray().Select(value => value!.GetValue<string>()).ToList();
        if (How == "ordinal")
        {
            var other = Unknown == "last" ? $"WHEN {Sql.Name(Column)} IS NOT NULL THEN {values.Count} " : "";
            return input.With(new Dictionary<string, string> { [Column] = values.Count == 0 ? "NULL::BIGINT" : $"CAST(CASE {string.Join(' ', values.Select((value, i) => $"WHEN {Value} = {Sql.Text(value)} THEN {i}"))} {other}END AS BIGINT)" });
        }

        return $"SELECT * EXCLUDE ({Sql.Name(Column)}) FROM ({input.With(values.ToDictionary(value => $"{Column}={value}", value => $"CAST(coalesce({Value} = {Sql.Text(value)}, false) AS BIGINT)"))})";
    }

    /// <summary>The state without what only the rows that were learned from need.</summary>
    internal static void Forget(JsonObject state) => state.Remove("folds");

    private JsonObject FitTarget(StepInput input)
    {
        var target = $"CAST({Sql.Name(Target!)} AS DOUBLE)";
        var largest = input.Number($"max(abs({target}))") ?? 0;
        var sum = double.IsFinite(largest) ? ExactSums.Sum(target, largest) : $"sum({target})";
        var cells = input.Rows($"SELECT {Value} AS v, {Fold(input)} AS f, coalesce({sum}, 0)::DOUBLE, count({target}) FROM {input.From} WHERE {Sql.Name(Column)} IS NOT NULL GROUP BY v, f ORDER BY v, f", reader => (Value: reader.GetString(0), Fold: reader.GetInt32(1), Sum: reader.GetDouble(2), Rows: reader.GetInt64(3)));
        var mean = ExactSums.Moments(input, [target])[0].Mean ?? 0;
        var (values, folds) = (new JsonObject(), new JsonObject());
        foreach (var group in cells.GroupBy(cell => cell.Value, StringComparer.Ordinal))
        {
            var (total, rows) = (group.Sum(cell => cell.Sum), group.Sum(cell => cell.Rows));
            values[group.Key] = Shrunk(total, rows, mean);
            foreach (var cell in group)
                folds[$"{cell.Fold}:{group.Key}"] = Shrunk(total - cell.Sum, rows - cell.Rows, mean);
        }

        return new JsonObject { ["mean"] = mean, ["values"] = values, ["folds"] = folds };
    }

    // Folds are there only while fitting; a fitted recipe has its means alone.
    private string TargetMean(StepInput input, JsonObject state)
    {
        var (key, means) = state["folds"] is JsonObject folds ? ($"{Fold(input)} || ':' || {Value}", folds) : (Value, state["values"]!.AsObject());
        var mean = StepInput.Literal(state["mean"]!.GetValue<double>());
        return means.Count == 0 ? mean : $"coalesce(CASE {key} {string.Join(' ', means.Select(pair => $"WHEN {Sql.Text(pair.Key)} THEN {StepInput.Literal(pair.Value!.GetValue<double>())}"))} END, {mean})";
    }

    private static string Fold(StepInput input) => $"(('0x' || substr({input.Draw}, 1, 8))::UBIGINT % {Folds})::INTEGER";

    private double Shrunk(double sum, long rows, double mean) => rows + Weight == 0 ? mean : (sum + Weight * mean) / (rows + Weight);
}
