using System.Text.Json.Nodes;

namespace Praxis.Data.Recipes.Steps;

/// <summary>Numbers become the place of their interval, from 0; an edge belongs to the interval below.</summary>
/// <param name="Column">The column.</param>
/// <param name="Edges">The inner edges, rising; empty where they are learned.</param>
/// <param name="Count">How many intervals to learn.</param>
/// <param name="How">width (equal widths) or quantile (equal numbers of rows).</param>
public sealed record BinStep(string Column, IReadOnlyList<double> Edges, int? Count = null, string How = "width") : RecipeStep("bin")
{
    internal override IEnumerable<string> Reads => [Column];

    internal override bool IsFitted => Edges.Count == 0;

    internal override IEnumerable<(string Found, string Expected)> Mistakes(StepInput input)
    {
        if (Edges.Count == 0 == Count is null)
            yield return ("edges and count exclude each other", "one of the two");
        if (Count < 2)
            yield return ($"count is {Count}", "2 or more");
        if (Edges.Zip(Edges.Skip(1)).Any(pair => pair.First >= pair.Second))
            yield return ("the edges do not rise", "rising numbers");
        if (input.Column(Column) is { IsNumber: false })
            yield return ($"'{Column}' holds no numbers", "a column of numbers");
    }

    internal override JsonObject? Fit(StepInput input)
    {
        if (Edges.Count > 0)
            return null;
        var (x, bins) = (Sql.Name(Column), Count!.Value);
        var places = Enumerable.Range(1, bins - 1);
        var learned = How == "quantile" ? input.Quantiles(x, [.. places.Select(i => (double)i / bins)]) : input.Doubles([$"min({x})", $"max({x})"]);
        var edges = (How == "quantile" ? learned.Select(edge => edge ?? 0) : places.Select(i => (learned[0] ?? 0) + ((learned[1] ?? 0) - (learned[0] ?? 0)) * i / bins)).Distinct();
        return new JsonObject { ["edges"] = new JsonArray([.. edges.Select(edge => (JsonNode)edge)]) };
    }

    internal override string Select(StepInput input, JsonObject? state)
    {
        var edges = Edges.Count > 0 ? Edges : [.. state!["edges"]!.AsArray().Select(edge => edge!.GetValue<double>())];
        return input.With(new Dictionary<string, string> { [Column] = $"CAST(CASE WHEN {Sql.Name(Column)} IS NULL THEN NULL {string.Join(' ', edges.Select((edge, i) => $"WHEN {Sql.Name(Column)} <= {StepInput.Literal(edge)} THEN {i}"))} ELSE {edges.Count} END AS BIGINT)" });
    }
}
