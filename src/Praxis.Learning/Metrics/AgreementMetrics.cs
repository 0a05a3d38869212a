namespace Praxis.Learning.Metrics;

/// <summary>How far predictions and truth agree, from the confusion matrix <c>[truth][prediction]</c>; a division by zero gives 0 unless said otherwise.</summary>
public static class AgreementMetrics
{
    /// <summary>
    /// Matthews' correlation for any number of classes (J. Gorodkin, 2004, "Comparing two K-category assignments by a K-category correlation coefficient"):
    /// <c>(c s - Σ p_k t_k) / √((s² - Σ p_k²)(s² - Σ t_k²))</c> with c right of s rows, t_k true and p_k predicted of class k. -1 to 1; 0 where truth or prediction is constant.
    /// </summary>
    public static double MatthewsCorrelation(IReadOnlyList<IReadOnlyList<long>> confusion)
    {
        var (rows, right, truth, predicted) = Margins(confusion);
        double cross = 0, truths = 0, predictions = 0;
        for (var k = 0; k < truth.Length; k++)
        {
            cross += (double)predicted[k] * truth[k];
            truths += (double)truth[k] * truth[k];
            predictions += (double)predicted[k] * predicted[k];
        }

        var spread = ((double)rows * rows - predictions) * ((double)rows * rows - truths);
        return spread == 0 ? 0 : ((double)right * rows - cross) / Math.Sqrt(spread);
    }

    /// <summary>
    /// Cohen's kappa (J. Cohen, 1960; weighted 1968): <c>1 - Σ w O / Σ w E</c> with E the counts expected of independent margins and
    /// <c>w = [i≠j]</c>, <c>|i-j|</c> (power 1) or <c>(i-j)²</c> (power 2). NaN where truth and prediction are the same constant.
    /// </summary>
    /// <param name="confusion">The counts.</param>
    /// <param name="power">0 for unweighted, 1 for linear, 2 for quadratic weights; the classes' order matters then.</param>
    public static double CohenKappa(IReadOnlyList<IReadOnlyList<long>> confusion, int power = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(power);
        var (rows, _, truth, predicted) = Margins(confusion);
        double observed = 0, expected = 0;
        for (var i = 0; i < truth.Length; i++)
            for (var j = 0; j < truth.Length; j++)
            {
                var weight = i == j ? 0 : Math.Pow(Math.Abs(i - j), power);
                observed += weight * confusion[i][j];
                expected += weight * truth[i] * predicted[j] / rows;
            }

        return expected == 0 ? double.NaN : 1 - observed / expected;
    }

    /// <summary>Per class, of the rows that are it or are called it, the fraction that is both: <c>tp/(tp+fp+fn)</c> (P. Jaccard, 1901). 0 to 1.</summary>
    public static double[] Jaccard(IReadOnlyList<IReadOnlyList<long>> confusion)
    {
        var (_, _, truth, predicted) = Margins(confusion);
        return [.. truth.Select((count, k) => Divide(confusion[k][k], count + predicted[k] - confusion[k][k]))];
    }

    /// <summary>Per class <c>(1+β²)tp / ((1+β²)tp + β² fn + fp)</c> (C. J. van Rijsbergen, 1979, "Information Retrieval", chapter 7). 0 to 1.</summary>
    public static double[] FBeta(IReadOnlyList<IReadOnlyList<long>> confusion, double beta)
    {
        var (_, _, truth, predicted) = Margins(confusion);
        var square = beta * beta;
        return [.. truth.Select((count, k) => Divide((1 + square) * confusion[k][k], (1 + square) * confusion[k][k] + square * (count - confusion[k][k]) + predicted[k] - confusion[k][k]))];
    }

    private static (long Rows, long Right, long[] Truth, long[] Predicted) Margins(IReadOnlyList<IReadOnlyList<long>> confusion)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        var truth = confusion.Select(row => row.Sum()).ToArray();
        var predicted = Enumerable.Range(0, truth.Length).Select(k => confusion.Sum(row => row[k])).ToArray();
        return (truth.Sum(), Enumerable.Range(0, truth.Length).Sum(k => confusion[k][k]), truth, predicted);
    }

    private static double Divide(double part, double whole) => whole == 0 ? 0 : part / whole;
}
