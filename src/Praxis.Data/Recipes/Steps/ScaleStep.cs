using System.Text.Json.Nodes;

namespace Praxis.Data.Recipes.Steps;

/// <summary>
/// Brings numbers to one scale, with what was learned: <c>standard</c> (x - mean) / standard deviation; <c>robust</c> (x - median) / interquartile range;
/// <c>min-max</c> (x - min) / (max - min); <c>max-abs</c> x / max |x|. A column whose divisor is zero becomes zero.
/// </summary>
/// <param name="Columns">Columns of numbers.</param>
/// <param name="How">standard, robust, min-max or max-abs.</param>
public sealed record ScaleStep(IReadOnlyList<string> Columns, string How = "standard") : RecipeStep("scale")
{
    internal override IEnumerable<string> Reads => Columns;

    internal override bool IsFitted => true;

    internal override IEnumerable<(string Found, string Expected)> Mistakes(StepInput input) =>
        Columns.Where(name => input.Column(name) is { IsNumber: false }).Select(name => ($"'{name}' holds no numbers", "columns of numbers"));

    internal override JsonObject? Fit(StepInput input)
    {
        var names = Columns.Distinct().ToList();
        if (How == "standard")
            return State(names, ExactSums.Moments(input, [.. names.Select(Sql.Name)]).Select(own => (own.Mean, own.Deviation)));
        if (How == "robust")
            return State(names, names.Select(name => input.Quantiles(Sql.Name(name), 0.25, 0.5, 0.75)).Select(quarters => (quarters[1], quarters[2] - quarters[0])));
        var ends = input.Doubles(names.Select(Sql.Name).SelectMany(x => How == "min-max" ? [$"min({x})", $"max({x}) - min({x})"] : (string[])["0", $"max(abs({x}))"]));
        return State(names, names.Select((_, i) => (ends[2 * i], ends[2 * i + 1])));
    }

    private static JsonObject State(IReadOnlyList<string> names, IEnumerable<(double? Middle, double? Width)> learned)
    {
        var state = new JsonObject();
        foreach (var (name, (middle, width)) in names.Zip(learned))
            state[name] = new JsonArray(middle, width);
        return state;
    }

    internal override string Select(StepInput input, JsonObject? state) => input.With(Columns.Distinct().ToDictionary(name => name, name =>
    {
        var (middle, width) = (StepInput.Number(state?[name]?[0]) ?? 0, StepInput.Number(state?[name]?[1]) ?? 0);
        return width == 0 ? $"CASE WHEN {Sql.Name(name)} IS NULL THEN NULL ELSE 0::DOUBLE END" : $"((CAST({Sql.Name(name)} AS DOUBLE) - {StepInput.Literal(middle)}) / {StepInput.Literal(width)})";
    }));
}
