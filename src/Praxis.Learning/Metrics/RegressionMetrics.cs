namespace Praxis.Learning.Metrics;

/// <summary>How far predicted numbers lie from the true ones; at least one row.</summary>
public static class RegressionMetrics
{
    /// <summary><c>mean |y - ŷ|</c>.</summary>
    public static double MeanAbsoluteError(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted) => Mean(truth, predicted, (y, p) => Math.Abs(y - p));

    /// <summary><c>mean (y - ŷ)²</c>.</summary>
    public static double MeanSquaredError(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted) => Mean(truth, predicted, (y, p) => (y - p) * (y - p));

    /// <summary><c>1 - Σ(y - ŷ)² / Σ(y - ȳ)²</c>; of a constant truth 1 where all is right and 0 else; NaN of a single row.</summary>
    public static double R2(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted)
    {
        if (truth.Length < 2)
            return double.NaN;
        var mean = Mean(truth, truth, (y, _) => y);
        var (error, spread) = (Mean(truth, predicted, (y, p) => (y - p) * (y - p)), Mean(truth, truth, (y, _) => (y - mean) * (y - mean)));
        return spread == 0 ? error == 0 ? 1 : 0 : 1 - error / spread;
    }

    private static double Mean(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted, Func<double, double, double> of)
    {
        if (truth.Length != predicted.Length || truth.IsEmpty)
            throw new ArgumentException("Not one prediction a row, or no row.", nameof(predicted));
        double sum = 0;
        for (var i = 0; i < truth.Length; i++)
            sum += of(truth[i], predicted[i]);
        return sum / truth.Length;
    }
}
