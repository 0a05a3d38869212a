using Praxis.Learning.Text;

namespace Praxis.Learning.Linear;

/// <summary>Naive Bayes weighting: <c>r_j = ln((α + Σ_own x_j) / |α + Σ_own x|₁) - ln((α + Σ_rest x_j) / |α + Σ_rest x|₁)</c> (S. Wang and C. D. Manning, 2012, equation 1).</summary>
internal static class LogCountRatio
{
    /// <summary>The ratios between each class and the rest; [classes][columns]. For two classes only those of the second.</summary>
    public static double[][] Of(WeightedProblem problem)
    {
        var classes = problem.ClassCount;
        var sums = NaiveBayesFit.Sums(problem);
        var columns = problem.Rows.ColumnCount;
        var (own, rest) = (new double[classes], new double[classes]);
        for (var at = 0; at < sums.Length; at++)
        {
            if (sums[at] < 0)
                throw new Contracts.Foundation.UserException(new Contracts.Foundation.Problem { Type = "negative-feature", Found = "A column has a negative sum", Expected = "values of at least 0 where naive Bayes weighting is on" });
        }

        for (var column = 0; column < columns; column++)
        {
            var row = sums.AsSpan(column * classes, classes);
            var all = Total(row);
            for (var k = 0; k < classes; k++)
            {
                own[k] += row[k] + problem.Settings.Alpha;
                rest[k] += Math.Max(all - row[k], 0.0) + problem.Settings.Alpha;
            }
        }

        var first = classes == 2 ? 1 : 0;
        var ratios = new double[classes - first][];
        for (var k = first; k < classes; k++)
        {
            var ratio = ratios[k - first] = new double[columns];
            for (var column = 0; column < columns; column++)
            {
                var row = sums.AsSpan(column * classes, classes);
                var others = Math.Max(Total(row) - row[k], 0.0);
                ratio[column] = Math.Log((row[k] + problem.Settings.Alpha) / own[k]) - Math.Log((others + problem.Settings.Alpha) / rest[k]);
            }
        }

        return ratios;
    }

    /// <summary>The rows with each column multiplied by its ratio.</summary>
    public static SparseRows Scale(SparseRows rows, double[] ratios)
    {
        var indices = rows.AllIndices.ToArray();
        var values = rows.AllValues.ToArray();
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(values[i] * ratios[indices[i]]);
        return new SparseRows(rows.ColumnCount, rows.Starts.ToArray(), indices, values);
    }

    private static double Total(Span<double> values)
    {
        var total = 0.0;
        foreach (var value in values)
            total += value;
        return total;
    }
}
