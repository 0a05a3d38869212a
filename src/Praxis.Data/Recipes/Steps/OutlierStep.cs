using System.Text.Json.Nodes;

namespace Praxis.Data.Recipes.Steps;

/// <summary>
/// Deals with numbers outside of bounds. <c>robust</c>: median ± deviations × the standard deviation of the values clipped to [5th, 95th percentile];
/// <c>standard</c>: mean ± deviations × standard deviation; <c>quantile</c>: the values at two quantiles; <c>range</c>: the bounds given. All but the last are learned.
/// </summary>
/// <param name="Columns">Columns of numbers.</param>
/// <param name="Method">robust, standard, quantile or range.</param>
/// <param name="How">clip, remove (the row) or invalidate (the value).</param>
/// <param name="Deviations">For robust (5) and standard (4).</param>
/// <param name="Lower">The lower quantile (0.01) or bound.</param>
/// <param name="Upper">The upper quantile (0.99) or bound.</param>
public sealed record OutlierStep(IReadOnlyList<string> Columns, string Method = "robust", string How = "clip", double? Deviations = null, double? Lower = null, double? Upper = null) : RecipeStep("outliers")
{
    internal override IEnumerable<string> Reads => Columns;

    internal override bool IsFitted => Method != "range";

    internal override bool IsFilter => How == "remove";

    internal override IEnumerable<(string Found, string Expected)> Mistakes(StepInput input)
    {
        foreach (var column in Columns.Where(name => input.Column(name) is { IsNumber: false }))
            yield return ($"'{column}' holds no numbers", "columns of numbers");
        if (Method == "range" && Lower is null && Upper is null)
            yield return ("method is range, but neither lower nor upper is given", "one or both");
        if (Lower > Upper)
            yield return ($"lower {Lower} is above upper {Upper}", "lower below upper");
        if (Method == "quantile" && (Lower is < 0 or > 1 || Upper is < 0 or > 1))
            yield return ("lower and upper are quantiles", "numbers from 0 to 1");
        if (Deviations <= 0)
            yield return ($"deviations is {Deviations}", "a number above 0");
    }

    internal override JsonObject? Fit(StepInput input)
    {
        var state = new JsonObject();
        foreach (var name in Columns)
        {
            var (low, high) = Bounds(input, Sql.Name(name));
            state[name] = new JsonArray(low, high);
        }

        return state;
    }

    internal override string Select(StepInput input, JsonObject? state)
    {
        var cells = new Dictionary<string, string>(StringComparer.Ordinal);
        var inside = new List<string>();
        foreach (var name in Columns)
        {
            var (column, low, high) = (Sql.Name(name), StepInput.Number(state?[name]?[0]), StepInput.Number(state?[name]?[1]));
            var (under, over) = (low is { } least ? $"{column} < {StepInput.Literal(least)}" : "false", high is { } most ? $"{column} > {StepInput.Literal(most)}" : "false");
            cells[name] = How == "clip"
                ? $"CASE WHEN {under} THEN {StepInput.Literal(low ?? 0)} WHEN {over} THEN {StepInput.Literal(high ?? 0)} ELSE {column} END"
                : $"CASE WHEN {under} OR {over} THEN NULL ELSE {column} END";
            inside.Add($"NOT coalesce({under} OR {over}, false)");
        }

        return How == "remove" ? input.Where(string.Join(" AND ", inside)) : input.With(cells);
    }

    private (double? Low, double? High) Bounds(StepInput input, string column)
    {
        switch (Method)
        {
            case "range":
                return (Lower, Upper);
            case "quantile":
                var ends = input.Quantiles(column, Lower ?? 0.01, Upper ?? 0.99);
                return (ends[0], ends[1]);
            case "standard":
                var all = ExactSums.Moments(input, [column])[0];
                return Around(all.Mean, all.Deviation, Deviations ?? 4);
            default:
                var learned = input.Quantiles(column, 0.05, 0.5, 0.95);
                return learned is not [{ } from, var middle, { } to]
                    ? (null, null)
                    : Around(middle, ExactSums.Moments(input, [$"CASE WHEN {column} IS NOT NULL THEN greatest(least({column}, {StepInput.Literal(to)}), {StepInput.Literal(from)}) END"])[0].Deviation, Deviations ?? 5);
        }
    }

    private static (double? Low, double? High) Around(double? middle, double? deviation, double factor) => (middle - factor * deviation, middle + factor * deviation);
}
