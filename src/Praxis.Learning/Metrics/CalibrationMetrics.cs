namespace Praxis.Learning.Metrics;

/// <summary>Whether probabilities mean what they say.</summary>
public static class CalibrationMetrics
{
    /// <summary>
    /// Rows by the probability of their predicted class, in bins (lo, hi] of equal width over [0, 1]; empty bins are left out (the reliability diagram of
    /// M. H. DeGroot and S. E. Fienberg, 1983).
    /// </summary>
    /// <param name="confidence">Probability of the predicted class, by row.</param>
    /// <param name="isRight">Whether the prediction is right.</param>
    /// <param name="bins">How many bins.</param>
    public static IReadOnlyList<CalibrationBin> Reliability(ReadOnlySpan<double> confidence, ReadOnlySpan<bool> isRight, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var (rows, sums, right) = (new long[bins], new double[bins], new long[bins]);
        for (var i = 0; i < confidence.Length; i++)
        {
            var bin = Math.Clamp((int)Math.Ceiling(confidence[i] * bins) - 1, 0, bins - 1);

            // A product may round across an edge that the quotient does not.
            if (bin > 0 && confidence[i] <= (double)bin / bins)
                bin--;
            else if (bin < bins - 1 && confidence[i] > (bin + 1.0) / bins)
                bin++;
            rows[bin]++;
            sums[bin] += confidence[i];
            right[bin] += isRight[i] ? 1 : 0;
        }

        return [.. Enumerable.Range(0, bins).Where(bin => rows[bin] > 0).Select(bin => new CalibrationBin(bin, rows[bin], sums[bin] / rows[bin], (double)right[bin] / rows[bin]))];
    }

    /// <summary>
    /// Rows in order of confidence, in bins of equally many (the first ones have one more where it does not come out even); rows of the same confidence keep
    /// their order. With fewer rows than bins the last bins are left out.
    /// </summary>
    /// <param name="confidence">Probability of the predicted class, by row.</param>
    /// <param name="isRight">Whether the prediction is right.</param>
    /// <param name="bins">How many bins.</param>
    public static IReadOnlyList<CalibrationBin> EqualMass(ReadOnlySpan<double> confidence, ReadOnlySpan<bool> isRight, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var all = confidence.ToArray();
        var order = Enumerable.Range(0, all.Length).OrderBy(row => all[row]).ToArray();
        var result = new List<CalibrationBin>();
        for (int bin = 0, at = 0; bin < bins && at < order.Length; bin++)
        {
            var rows = order.Length / bins + (bin < order.Length % bins ? 1 : 0);
            double sum = 0;
            long right = 0;
            foreach (var row in order.AsSpan(at, rows))
            {
                sum += confidence[row];
                right += isRight[row] ? 1 : 0;
            }

            result.Add(new CalibrationBin(bin, rows, sum / rows, (double)right / rows));
            at += rows;
        }

        return result;
    }

    /// <summary>The mean gap of confidence and accuracy over the bins, each by its rows (M. P. Naeini, G. F. Cooper and M. Hauskrecht, 2015). 0 to 1.</summary>
    public static double ExpectedError(IReadOnlyList<CalibrationBin> bins)
    {
        ArgumentNullException.ThrowIfNull(bins);
        return bins.Sum(bin => bin.Rows * Math.Abs(bin.Accuracy - bin.Confidence)) / bins.Sum(bin => bin.Rows);
    }

    /// <summary>The greatest gap of confidence and accuracy over the bins. 0 to 1.</summary>
    public static double MaximumError(IReadOnlyList<CalibrationBin> bins)
    {
        ArgumentNullException.ThrowIfNull(bins);
        return bins.Max(bin => Math.Abs(bin.Accuracy - bin.Confidence));
    }

    /// <summary>The mean over rows of <c>Σ_k (p_k - [k is true])²</c> (G. W. Brier, 1950). 0 to 2; of two classes twice the usual score of one.</summary>
    /// <param name="truth">The true class's index, by row.</param>
    /// <param name="probabilities"><c>[rows, classes]</c>, row-major.</param>
    /// <param name="classes">How many classes there are.</param>
    public static double Brier(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int classes)
    {
        double sum = 0;
        for (var row = 0; row < truth.Length; row++)
            for (var k = 0; k < classes; k++)
            {
                var gap = probabilities[row * classes + k] - (k == truth[row] ? 1 : 0);
                sum += gap * gap;
            }

        return sum / truth.Length;
    }
}
