namespace Praxis.Learning.Explain;

/// <summary>Shapley values by their definition (L. S. Shapley, 1953, "A value for n-person games").</summary>
public static class ShapleyValues
{
    /// <summary>The most features of which all coalitions are asked.</summary>
    public const int MostFeatures = 20;

    /// <summary><c>φ_i = Σ_S |S|!(M-|S|-1)!/M! (v(S∪i) - v(S))</c> over all coalitions S without i; asks each of the 2^M coalitions once.</summary>
    /// <exception cref="ArgumentException">More than <see cref="MostFeatures"/> features.</exception>
    public static Attribution Exact(ICoalitions coalitions)
    {
        ArgumentNullException.ThrowIfNull(coalitions);
        var (features, outputs) = (coalitions.Features, coalitions.Outputs);
        if (features > MostFeatures)
            throw new ArgumentException($"{features} features have too many coalitions; {MostFeatures} is the most.", nameof(coalitions));
        var values = new double[(1 << features) * outputs];
        var present = new bool[features];
        for (var set = 0; set < 1 << features; set++)
        {
            for (var i = 0; i < features; i++)
                present[i] = (set >> i & 1) == 1;
            coalitions.Evaluate(present, values.AsSpan(set * outputs, outputs));
        }

        var weights = Weights(features);
        var phi = new double[features][];
        for (var i = 0; i < features; i++)
        {
            phi[i] = new double[outputs];
            for (var set = 0; set < 1 << features; set++)
            {
                if ((set >> i & 1) == 1)
                    continue;
                var weight = weights[int.PopCount(set)];
                for (var k = 0; k < outputs; k++)
                    phi[i][k] += weight * (values[(set | 1 << i) * outputs + k] - values[set * outputs + k]);
            }
        }

        return new Attribution(values[..outputs], values[^outputs..], phi, IsExact: true);
    }

    // |S|!(M-|S|-1)!/M! = 1/(M C(M-1, |S|)).
    private static double[] Weights(int features)
    {
        var weights = new double[Math.Max(features, 1)];
        var choose = 1.0;
        for (var size = 0; size < features; size++)
        {
            weights[size] = 1 / (features * choose);
            choose = choose * (features - 1 - size) / (size + 1);
        }

        return weights;
    }
}
