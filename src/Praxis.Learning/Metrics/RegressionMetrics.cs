namespace Praxis.Learning.Metrics;

/// <summary>How far predicted numbers lie from the true ones; at least one row. Definitions as in scikit-learn's user guide, "Regression metrics".</summary>
public static class RegressionMetrics
{
    /// <summary><c>mean |y - ŷ|</c>.</summary>
    public static double MeanAbsoluteError(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted) => Mean(truth, predicted, (y, p) => Math.Abs(y - p));

    /// <summary><c>mean (y - ŷ)²</c>.</summary>
    public static double MeanSquaredError(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted) => Mean(truth, predicted, (y, p) => (y - p) * (y - p));

    /// <summary>The root of the mean squared error, in the unit of the truth.</summary>
    public static double RootMeanSquaredError(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted) => Math.Sqrt(MeanSquaredError(truth, predicted));

    /// <summary>The median of <c>|y - ŷ|</c>; of an even number of rows the mean of the middle two.</summary>
    public static double MedianAbsoluteError(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted)
    {
        var errors = Errors(truth, predicted);
        Array.Sort(errors);
        return (errors[(errors.Length - 1) / 2] + errors[errors.Length / 2]) / 2;
    }

    /// <summary>The largest <c>|y - ŷ|</c>.</summary>
    public static double MaximumError(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted) => Errors(truth, predicted).Max();

    /// <summary><c>mean |y - ŷ| / max(|y|, ε)</c> with ε = 2.2e-16: a fraction, not per cent, and huge where the truth is 0.</summary>
    public static double MeanAbsolutePercentageError(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted) =>
        Mean(truth, predicted, (y, p) => Math.Abs(y - p) / Math.Max(Math.Abs(y), LogLoss.Epsilon));

    /// <summary><c>mean (ln(1+y) - ln(1+ŷ))²</c>; NaN where a number lies at or below -1.</summary>
    public static double MeanSquaredLogarithmicError(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted) =>
        Mean(truth, predicted, (y, p) => Math.Pow(LogOnePlus(y) - LogOnePlus(p), 2));

    /// <summary><c>1 - Σ(y - ŷ)² / Σ(y - ȳ)²</c>; of a constant truth 1 where all is right and 0 else; NaN of a single row.</summary>
    public static double R2(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted) =>
        truth.Length < 2 ? double.NaN : OneMinus(MeanSquaredError(truth, predicted), Variance(truth));

    /// <summary><c>1 - Var(y - ŷ) / Var(y)</c>: as R² but blind to an error that is the same everywhere; where the truth is constant, 1 if the error is too and 0 else.</summary>
    public static double ExplainedVariance(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted)
    {
        _ = Mean(truth, predicted, (_, _) => 0);
        var errors = new double[truth.Length];
        for (var i = 0; i < errors.Length; i++)
            errors[i] = truth[i] - predicted[i];
        return OneMinus(Variance(errors), Variance(truth));
    }

    private static double OneMinus(double error, double spread) => spread == 0 ? error == 0 ? 1 : 0 : 1 - error / spread;

    private static double Variance(ReadOnlySpan<double> values)
    {
        var mean = Mean(values, values, (y, _) => y);
        return Mean(values, values, (y, _) => (y - mean) * (y - mean));
    }

    // ln(1+x) without the loss of digits near 0 (W. Kahan).
    private static double LogOnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }

    private static double[] Errors(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted)
    {
        _ = Mean(truth, predicted, (_, _) => 0);
        var errors = new double[truth.Length];
        for (var i = 0; i < errors.Length; i++)
            errors[i] = Math.Abs(truth[i] - predicted[i]);
        return errors;
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
