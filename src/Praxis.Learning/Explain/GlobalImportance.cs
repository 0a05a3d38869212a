namespace Praxis.Learning.Explain;

/// <summary>Importance over many explained rows.</summary>
public static class GlobalImportance
{
    /// <summary>One number from the values of a feature in all rows; 0 of none.</summary>
    public static double Aggregate(IReadOnlyCollection<double> values, ShapAggregation aggregation)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
            return 0;
        switch (aggregation)
        {
            case ShapAggregation.MeanAbsolute: return values.Average(Math.Abs);
            case ShapAggregation.MeanSquare: return values.Average(value => value * value);
            default:
                var sorted = values.Order().ToArray();
                return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    /// <summary>The importance of every feature for every output, <c>[features][outputs]</c>, from attributions of the same features.</summary>
    public static IReadOnlyList<IReadOnlyList<double>> Of(IReadOnlyList<Attribution> rows, ShapAggregation aggregation = ShapAggregation.MeanAbsolute)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0)
            return [];
        var (features, outputs) = (rows[0].Values.Count, rows[0].Base.Count);
        if (rows.Any(row => row.Values.Count != features || row.Base.Count != outputs))
            throw new ArgumentException("The rows have different features.", nameof(rows));
        return [.. Enumerable.Range(0, features).Select(i => (IReadOnlyList<double>)[.. Enumerable.Range(0, outputs).Select(k => Aggregate([.. rows.Select(row => row.Values[i][k])], aggregation))])];
    }

    /// <summary>The units of texts that matter most for one output: values of equal units of all texts are aggregated, the largest by absolute value first.</summary>
    /// <param name="texts">The explained texts.</param>
    /// <param name="output">The output.</param>
    /// <param name="most">How many are kept.</param>
    /// <param name="aggregation">How values become one.</param>
    public static IReadOnlyList<UnitImportance> TopText(IReadOnlyList<TextAttribution> texts, int output, int most = 50, ShapAggregation aggregation = ShapAggregation.MeanAbsolute)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var values = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        foreach (var text in texts)
            for (var i = 0; i < text.Units.Count; i++)
            {
                var unit = text.Units[i].Of(text.Text);
                if (!values.TryGetValue(unit, out var own))
                    values.Add(unit, own = []);
                own.Add(text.Attribution.Values[i][output]);
            }

        return [.. values.Select(pair => new UnitImportance(pair.Key, Aggregate(pair.Value, aggregation), pair.Value.Average(), pair.Value.Count))
            .OrderByDescending(unit => Math.Abs(unit.Importance)).ThenBy(unit => unit.Unit, StringComparer.Ordinal).Take(most)];
    }
}
