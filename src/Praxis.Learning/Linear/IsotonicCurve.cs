namespace Praxis.Learning.Linear;

/// <summary>The rising function nearest to the targets in least squares, by pooling adjacent violators (M. Ayer et al., 1955); straight between its points, level beyond them.</summary>
internal sealed class IsotonicCurve
{
    /// <param name="scores">Strictly ascending.</param>
    /// <param name="values">Ascending, from 0 to 1; as many.</param>
    public IsotonicCurve(double[] scores, double[] values)
    {
        Scores = scores;
        Values = values;
    }

    public double[] Scores { get; }

    public double[] Values { get; }

    /// <summary>Equal scores are pooled first; rows of weight 0 count for nothing. At least one row has a weight.</summary>
    public static IsotonicCurve Fit(double[] scores, double[] targets, double[] weights)
    {
        var order = Enumerable.Range(0, scores.Length).Where(row => weights[row] > 0).OrderBy(row => scores[row]).ToArray();
        var pools = new List<(double First, double Last, double Weight, double Sum)>();
        for (var i = 0; i < order.Length;)
        {
            var (score, weight, sum) = (scores[order[i]], 0.0, 0.0);
            for (; i < order.Length && scores[order[i]] == score; i++)
            {
                weight += weights[order[i]];
                sum += weights[order[i]] * targets[order[i]];
            }

            var pool = (First: score, Last: score, Weight: weight, Sum: sum);
            while (pools.Count > 0 && pools[^1].Sum * pool.Weight >= pool.Sum * pools[^1].Weight)
            {
                pool = (pools[^1].First, pool.Last, pools[^1].Weight + pool.Weight, pools[^1].Sum + pool.Sum);
                pools.RemoveAt(pools.Count - 1);
            }

            pools.Add(pool);
        }

        var (points, values) = (new List<double>(), new List<double>());
        foreach (var (first, last, weight, sum) in pools)
        {
            points.Add(first);
            values.Add(Math.Clamp(sum / weight, 0.0, 1.0));
            if (last > first)
            {
                points.Add(last);
                values.Add(values[^1]);
            }
        }

        return new IsotonicCurve([.. points], [.. values]);
    }

    public double At(double score)
    {
        var place = Array.BinarySearch(Scores, score);
        if (place >= 0)
            return Values[place];
        place = ~place;
        if (place == 0 || place == Scores.Length)
            return Values[Math.Min(place, Scores.Length - 1)];
        var share = (score - Scores[place - 1]) / (Scores[place] - Scores[place - 1]);
        return Values[place - 1] + (share * (Values[place] - Values[place - 1]));
    }
}
