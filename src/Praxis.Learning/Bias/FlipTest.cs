namespace Praxis.Learning.Bias;

/// <summary>Whether rows of a facet's value would be predicted otherwise among their likes outside it (E. Black, S. Yeom and M. Fredrikson, 2020, "FlipTest").</summary>
public static class FlipTest
{
    /// <summary>
    /// <c>(U - V)/n_d</c>: U rows of d predicted positive whose nearest rows of a are mostly predicted otherwise, V the reverse. Nearest by unscaled Euclidean
    /// distance, the earlier row on a tie; 5 of them where a has more than 9 rows, else 1. Above 0 the facet's value is favoured; the sign is that of Amazon's
    /// library, its guide defines the opposite. -1 to 1.
    /// </summary>
    /// <param name="facetRows">Features of the rows of d, <c>[rows][features]</c>.</param>
    /// <param name="facetPredicted">Whether each is predicted positive.</param>
    /// <param name="otherRows">Features of the rows of a; at least one.</param>
    /// <param name="otherPredicted">Whether each is predicted positive.</param>
    public static double Compute(IReadOnlyList<double[]> facetRows, IReadOnlyList<bool> facetPredicted, IReadOnlyList<double[]> otherRows, IReadOnlyList<bool> otherPredicted)
    {
        ArgumentNullException.ThrowIfNull(facetRows);
        ArgumentNullException.ThrowIfNull(facetPredicted);
        ArgumentNullException.ThrowIfNull(otherRows);
        ArgumentNullException.ThrowIfNull(otherPredicted);
        var neighbours = otherRows.Count > 9 ? 5 : 1;
        var balance = 0;
        var nearest = new (double Distance, int Row)[neighbours];
        for (var i = 0; i < facetRows.Count; i++)
        {
            var found = 0;
            for (var j = 0; j < otherRows.Count; j++)
            {
                var distance = Distance(facetRows[i], otherRows[j]);
                if (found == neighbours && distance >= nearest[^1].Distance)
                    continue;
                var place = found < neighbours ? found++ : neighbours - 1;
                for (; place > 0 && nearest[place - 1].Distance > distance; place--)
                    nearest[place] = nearest[place - 1];
                nearest[place] = (distance, j);
            }

            var positive = 0;
            for (var j = 0; j < neighbours; j++)
                positive += otherPredicted[nearest[j].Row] ? 1 : 0;
            balance += (facetPredicted[i] ? 1 : 0) - (positive * 2 > neighbours ? 1 : 0);
        }

        return (double)balance / facetRows.Count;
    }

    private static double Distance(double[] a, double[] b)
    {
        double sum = 0;
        for (var k = 0; k < a.Length; k++)
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        return sum;
    }
}
