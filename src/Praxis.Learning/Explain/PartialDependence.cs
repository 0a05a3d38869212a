using System.Globalization;

namespace Praxis.Learning.Explain;

/// <summary>Partial dependence: <c>mean over rows of f(row with x_j = g)</c> (J. H. Friedman, 2001, "Greedy function approximation", section 8.2).</summary>
public static class PartialDependence
{
    /// <summary>
    /// A numeric feature's range is cut into equal buckets and set to their centres; a categorical one is set to each value that occurs. A constant number has one
    /// bucket. A text has an error.
    /// </summary>
    /// <param name="model">Gives the outputs of a row.</param>
    /// <param name="outputs">How many outputs it has.</param>
    /// <param name="rows">Rows, <c>[rows][features]</c>; NaN where a value is missing.</param>
    /// <param name="feature">The place of the feature in a row.</param>
    /// <param name="schema">What it is.</param>
    /// <param name="gridResolution">How many buckets.</param>
    /// <param name="cancellationToken">Stops between two values.</param>
    public static PartialDependenceCurve Compute(
        Func<double[], double[]> model, int outputs, IReadOnlyList<double[]> rows, int feature, ExplainedFeature schema, int gridResolution = 10, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentOutOfRangeException.ThrowIfLessThan(gridResolution, 1);
        if (schema.Type == FeatureType.Text)
            return None(schema, "partial dependence of a text is not defined");
        var present = rows.Select(row => row[feature]).Where(double.IsFinite).ToList();
        if (present.Count == 0)
            return None(schema, "no row has a value");
        var (values, shares) = schema.Type == FeatureType.Categorical ? Categories(present, rows.Count) : Buckets(present, rows.Count, gridResolution);
        var predictions = new double[outputs][];
        for (var k = 0; k < outputs; k++)
            predictions[k] = new double[values.Length];
        for (var g = 0; g < values.Length; g++)
            foreach (var row in rows)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var changed = (double[])row.Clone();
                changed[feature] = values[g];
                var said = model(changed);
                for (var k = 0; k < outputs; k++)
                    predictions[k][g] += said[k] / rows.Count;
            }

        return new PartialDependenceCurve(schema, values, [.. values.Select(value => Name(schema, value))], predictions, shares);
    }

    private static (double[] Values, double[] Shares) Buckets(List<double> present, int rows, int most)
    {
        var (low, high) = (present.Min(), present.Max());
        var count = low == high ? 1 : most;
        var width = (high - low) / count;
        var shares = new double[count];
        foreach (var value in present)
            shares[width == 0 ? 0 : Math.Clamp((int)((value - low) / width), 0, count - 1)] += 1.0 / rows;
        return ([.. Enumerable.Range(0, count).Select(i => low + (i + 0.5) * width)], shares);
    }

    private static (double[] Values, double[] Shares) Categories(List<double> present, int rows)
    {
        var counts = present.CountBy(value => value).OrderBy(pair => pair.Key).ToList();
        return ([.. counts.Select(pair => pair.Key)], [.. counts.Select(pair => (double)pair.Value / rows)]);
    }

    private static string Name(ExplainedFeature schema, double value) =>
        schema is { Type: FeatureType.Categorical, Categories: { } names } && value >= 0 && value < names.Count ? names[(int)value] : value.ToString("R", CultureInfo.InvariantCulture);

    private static PartialDependenceCurve None(ExplainedFeature schema, string error) => new(schema, [], [], [], [], error);
}
