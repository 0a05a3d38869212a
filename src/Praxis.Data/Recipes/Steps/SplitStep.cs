using System.Text.Json.Nodes;

namespace Praxis.Data.Recipes.Steps;

/// <summary>
/// Cuts the rows into named parts of exact sizes. Sizes follow scikit-learn's way of holding out again and again: what is held out is rounded up. Strata share each part
/// by largest remainder, so each is right within one row.
/// </summary>
/// <param name="Parts">Name and share of each part; shares sum to 1.</param>
/// <param name="Stratify">A column each of whose values is shared out alike; null for none.</param>
/// <param name="Key">A column none of whose values comes into two parts; sizes are then only about right. Null for none.</param>
/// <param name="How">random, or ordered: the first rows go to the first part.</param>
public sealed record SplitStep(IReadOnlyList<KeyValuePair<string, double>> Parts, string? Stratify = null, string? Key = null, string How = "random") : RecipeStep("split")
{
    /// <summary>The column that names a row's part.</summary>
    internal const string PartColumn = "__part";

    /// <inheritdoc/>
    public override bool IsForTraining => true;

    internal override IEnumerable<string> Reads => ((string?[])[Stratify, Key]).OfType<string>();

    internal override bool IsFitted => true;

    internal override bool IsHeld => true;

    internal override IEnumerable<(string Found, string Expected)> Mistakes(StepInput input)
    {
        if (Parts.Count < 2)
            yield return ("there are fewer than two parts", "name: share, for two or more parts");
        if (Parts.Any(part => part.Value is not (> 0 and < 1)) || Math.Abs(Parts.Sum(part => part.Value) - 1) > 1e-9)
            yield return ($"the shares sum to {Parts.Sum(part => part.Value):0.####}", "shares above 0 that sum to 1");
        if (Stratify is not null && Key is not null)
            yield return ("stratify and key exclude each other", "one of the two");
        if (How == "ordered" && (Stratify ?? Key) is not null)
            yield return ("an ordered split has neither stratify nor key", "how: random");
    }

    internal override JsonObject? Fit(StepInput input)
    {
        if (Key is not null)
            return null;
        var strata = Stratify is null
            ? [(null, input.Rows($"SELECT count(*) FROM {input.From}", reader => reader.GetInt64(0))[0])]
            : input.Rows($"SELECT CAST({Sql.Name(Stratify)} AS VARCHAR) AS s, count(*) FROM {input.From} GROUP BY s ORDER BY s NULLS LAST", reader => (Value: Sql.TextAt(reader, 0), Rows: reader.GetInt64(1)));
        var sizes = SplitSizes.Of([.. strata.Select(stratum => stratum.Item2)], [.. Parts.Select(part => part.Value)]);
        return new JsonObject { ["strata"] = new JsonArray([.. strata.Select((stratum, i) => (JsonNode)new JsonObject { ["value"] = stratum.Item1, ["sizes"] = new JsonArray([.. sizes[i].Select(size => (JsonNode)size)]) })]) };
    }

    internal override string Select(StepInput input, JsonObject? state)
    {
        var names = string.Join(", ", input.Columns.Select(column => Sql.Name(column.Name)));
        if (Key is not null)
            return $"SELECT {Sql.RowColumn}, {names}, {ByShare($"(('0x' || substr({input.DrawOf($"coalesce(CAST({Sql.Name(Key)} AS VARCHAR), '')")}, 1, 8))::UBIGINT / 4294967296.0)")} AS {PartColumn} FROM {input.From}";
        var value = Stratify is null ? "NULL::VARCHAR" : $"CAST({Sql.Name(Stratify)} AS VARCHAR)";
        var order = How == "ordered" ? Sql.RowColumn : $"{input.Draw}, {Sql.RowColumn}";
        var cases = new List<string>();
        foreach (var stratum in state?["strata"]?.AsArray() ?? [])
        {
            long end = 0;
            var own = stratum!["value"]?.GetValue<string>() is { } text ? $"__stratum = {Sql.Text(text)}" : "__stratum IS NULL";
            foreach (var (part, size) in Parts.Zip(stratum["sizes"]!.AsArray()))
                cases.Add($"WHEN {own} AND __place <= {end += size!.GetValue<long>()} THEN {Sql.Text(part.Key)}");
        }

        return $"SELECT {Sql.RowColumn}, {names}, {(cases.Count == 0 ? "NULL::VARCHAR" : $"CASE {string.Join(' ', cases)} END")} AS {PartColumn} FROM (SELECT *, {value} AS __stratum, row_number() OVER (PARTITION BY {value} ORDER BY {order}) AS __place FROM {input.From})";
    }

    private string ByShare(string uniform)
    {
        double end = 0;
        return $"CASE {string.Join(' ', Parts.SkipLast(1).Select(part => $"WHEN {uniform} < {StepInput.Literal(end += part.Value)} THEN {Sql.Text(part.Key)}"))} ELSE {Sql.Text(Parts[^1].Key)} END";
    }
}
