namespace Praxis.Learning.Explain;

/// <summary>
/// Exact Shapley values of a linear model with features taken as independent: <c>φ_i = w_i (x_i - E x_i)</c> (E. Štrumbelj and I. Kononenko, 2014, "Explaining prediction
/// models and individual predictions with feature contributions", section 3). Scores are centred over the outputs, <c>s_k - mean s</c>: a softmax does not see the mean.
/// </summary>
public static class LinearExplainer
{
    /// <summary>The mean of each feature over texts, <c>[features]</c>; what <see cref="Explain"/> takes as expected.</summary>
    public static double[] Expectation(ILinearTextModel model, IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(texts);
        var means = new double[model.FeatureCount];
        var (features, values, count) = (new List<int>(), new List<float>(), 0L);
        foreach (var text in texts)
        {
            model.FeaturesOf(text, features, values);
            for (var i = 0; i < features.Count; i++)
                means[features[i]] += values[i];
            count++;
        }

        if (count > 0)
            foreach (ref var mean in means.AsSpan())
                mean /= count;
        return means;
    }

    /// <summary>What each feature adds to the centred scores of a text.</summary>
    /// <param name="model">The model.</param>
    /// <param name="text">The text.</param>
    /// <param name="expected">Expected features, <c>[features]</c>; null takes those of an empty text, all 0.</param>
    public static LinearAttribution Explain(ILinearTextModel model, string text, double[]? expected = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(text);
        if (expected is not null && expected.Length != model.FeatureCount)
            throw new ArgumentException($"{model.FeatureCount} features are expected, not {expected.Length}.", nameof(expected));
        var (features, values) = (new List<int>(), new List<float>());
        model.FeaturesOf(text, features, values);
        var own = new SortedDictionary<int, double>();
        for (var i = 0; i < features.Count; i++)
            own[features[i]] = values[i];
        for (var i = 0; i < expected?.Length; i++)
            if (expected[i] != 0)
                own.TryAdd(i, 0);
        var outputs = model.OutputCount;
        var start = new double[outputs];
        for (var k = 0; k < outputs; k++)
            start[k] = model.InterceptOf(k);
        Centre(start);
        var full = (double[])start.Clone();
        var contributions = new List<LinearContribution>(own.Count);
        var weights = new double[outputs];
        foreach (var (feature, value) in own)
        {
            for (var k = 0; k < outputs; k++)
                weights[k] = model.FeatureWeight(feature, k);
            Centre(weights);
            var mean = expected?[feature] ?? 0;
            for (var k = 0; k < outputs; k++)
            {
                start[k] += weights[k] * mean;
                full[k] += weights[k] * value;
            }

            contributions.Add(new LinearContribution(model.FeatureName(feature), value, mean, [.. weights.Select(weight => weight * (value - mean))]));
        }

        return new LinearAttribution(start, full, contributions);
    }

    // Of one output the score itself is explained.
    private static void Centre(double[] scores)
    {
        if (scores.Length < 2)
            return;
        var mean = scores.Average();
        foreach (ref var score in scores.AsSpan())
            score -= mean;
    }
}
