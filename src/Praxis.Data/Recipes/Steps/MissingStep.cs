using System.Text.Json.Nodes;

namespace Praxis.Data.Recipes.Steps;

/// <summary>Deals with missing values: none, or nothing but white space.</summary>
/// <param name="Columns">The columns; empty for all.</param>
/// <param name="How">drop (the row), mean, median, mode or constant; mean, median and mode are learned.</param>
/// <param name="Value">The constant.</param>
/// <param name="Indicator">Adds a column <c>NAME_missing</c> of 0 and 1 for each.</param>
public sealed record MissingStep(IReadOnlyList<string> Columns, string How = "drop", string? Value = null, bool Indicator = false) : RecipeStep("missing")
{
    internal override IEnumerable<string> Reads => Columns;

    internal override bool IsFitted => How is "mean" or "median" or "mode";

    internal override bool IsFilter => How == "drop";

    internal override IEnumerable<(string Found, string Expected)> Mistakes(StepInput input)
    {
        if (How == "constant" == Value is null)
            yield return (Value is null ? "how is constant, but there is no value" : "there is a value, but how is not constant", "both or neither");
        if (How is "mean" or "median")
            foreach (var column in Own(input).Where(column => !column.IsNumber && Columns.Contains(column.Name)))
                yield return ($"'{column.Name}' holds no numbers, so it has no {How}", "a column of numbers, or how: mode");
    }

    internal override JsonObject? Fit(StepInput input)
    {
        if (!IsFitted)
            return null;
        var state = new JsonObject();
        if (How == "mode")
        {
            foreach (var column in Own(input))
                state[column.Name] = input.Text($"SELECT CAST({Sql.Name(column.Name)} AS VARCHAR) AS v FROM {input.From} WHERE NOT {input.IsMissing(column.Name)} GROUP BY v ORDER BY count(*) DESC, v LIMIT 1");
            return state;
        }

        var numbers = Own(input).Where(column => column.IsNumber).Select(column => column.Name).ToList();
        var values = How == "mean" ? [.. ExactSums.Moments(input, [.. numbers.Select(Sql.Name)]).Select(own => own.Mean)] : input.Doubles(numbers.Select(name => $"median({Sql.Name(name)})"));
        foreach (var (name, value) in numbers.Zip(values))
            state[name] = value;
        return state;
    }

    internal override string Select(StepInput input, JsonObject? state)
    {
        var own = Own(input).ToList();
        var cells = new Dictionary<string, string>(StringComparer.Ordinal);
        if (How != "drop")
            foreach (var column in own)
            {
                var value = How == "constant" ? Value : state?[column.Name]?.ToString();
                if (value is not null)
                    cells[column.Name] = $"CASE WHEN {input.IsMissing(column.Name)} THEN CAST({Sql.Text(value)} AS {(How is "mean" or "median" ? "DOUBLE" : column.Type)}) ELSE {Sql.Name(column.Name)} END";
            }

        if (Indicator)
            foreach (var column in own)
                cells[column.Name + "_missing"] = $"CAST({input.IsMissing(column.Name)} AS BIGINT)";
        return input.With(cells, How == "drop" ? string.Join(" AND ", own.Select(column => $"NOT {input.IsMissing(column.Name)}")) : null);
    }

    private IEnumerable<RecipeColumn> Own(StepInput input) => Columns.Count == 0 ? input.Columns : input.Columns.Where(column => Columns.Contains(column.Name));
}
