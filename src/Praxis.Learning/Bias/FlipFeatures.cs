namespace Praxis.Learning.Bias;

/// <summary>The features of the flip test: every column but facet, label and predictions, unscaled, truth values as 0 and 1.</summary>
internal static class FlipFeatures
{
    /// <summary>The test, or why there is none: a column that is no number, a missing number, no column, an empty side.</summary>
    public static (double? Value, string? Error) Compute(BiasRequest request, bool[] inside, bool[] said)
    {
        var features = request.Columns.Where(column => column.Name != request.Facet && column.Name != request.Label && column.Name != request.Predicted).ToList();
        if (features.Count == 0)
            return (null, "No column is left as a feature.");
        if (features.Find(column => column.Type is BiasColumnType.Text or BiasColumnType.Category) is { } text)
            return (null, $"'{text.Name}' is no number.");
        if (features.Find(column => column.Values.Contains(null)) is { } hollow)
            return (null, $"'{hollow.Name}' lacks values.");
        List<double[]> facet = [], others = [];
        List<bool> facetSaid = [], othersSaid = [];
        for (var i = 0; i < inside.Length; i++)
        {
            double[] row = [.. features.Select(column => column.Values[i]!.Value.Number!.Value)];
            (inside[i] ? facet : others).Add(row);
            (inside[i] ? facetSaid : othersSaid).Add(said[i]);
        }

        return facet.Count == 0 || others.Count == 0 ? (null, "One side is empty.") : (FlipTest.Compute(facet, facetSaid, others, othersSaid), null);
    }
}
