namespace Praxis.Learning.Linear;

/// <summary>
/// Proportional odds (P. McCullagh, 1980, "Regression models for ordinal data"): <c>P(y ≤ k) = σ(θ_k - s)</c> with ascending thresholds θ; the loss is
/// <c>-Σ_i c_i ln(σ(θ_{y_i} - s_i) - σ(θ_{y_i - 1} - s_i))</c>, convex in scores and thresholds together.
/// </summary>
internal sealed class OrdinalLoss(int[] classes, int classCount, double[] weights) : IMarginLoss
{
    public int Outputs => 1;

    public int FreeCount => classCount - 1;

    /// <summary>The thresholds at which a score of 0 gives each class its share of the rows; a class without rows counts as a thousandth of a row.</summary>
    public void Start(Span<double> free)
    {
        var shares = new double[classCount];
        Array.Fill(shares, 1e-3);
        for (var row = 0; row < classes.Length; row++)
            shares[classes[row]] += weights[row];
        var (below, all) = (0.0, shares.Sum());
        for (var k = 0; k < free.Length; k++)
        {
            below += shares[k];
            free[k] = Math.Log(below / (all - below));
        }
    }

    public void Curvature(Span<double> rows)
    {
        for (var row = 0; row < rows.Length; row++)
            rows[row] = weights[row] * 0.25;
    }

    public void FreeCurvature(Span<double> free) => free.Fill(weights.Sum() * 0.25);

    public double Evaluate(int begin, int end, double[] scores, int width, ReadOnlySpan<double> free, double[] slopes, Span<double> freeSlopes)
    {
        for (var k = 1; k < free.Length; k++)
        {
            if (!(free[k] > free[k - 1]))
                return double.PositiveInfinity;
        }

        var loss = 0.0;
        for (var row = begin; row < end; row++)
        {
            var own = classes[row];
            var upper = own < free.Length ? free[own] - scores[row] : double.PositiveInfinity;
            var lower = own > 0 ? free[own - 1] - scores[row] : double.NegativeInfinity;
            loss -= weights[row] * LogBetween(lower, upper);
            // d/du ln(σ(u) - σ(l)) = 1 - σ(u) + 1/(exp(u - l) - 1), d/dl = -σ(l) - 1/(exp(u - l) - 1).
            var gap = double.IsInfinity(upper - lower) ? 0.0 : 1.0 / (Math.Exp(upper - lower) - 1.0);
            var byUpper = own < free.Length ? Sigmoid(-upper) + gap : 0.0;
            var byLower = own > 0 ? -Sigmoid(lower) - gap : 0.0;
            slopes[row] = weights[row] * (byUpper + byLower);
            if (own < free.Length)
                freeSlopes[own] -= weights[row] * byUpper;
            if (own > 0)
                freeSlopes[own - 1] -= weights[row] * byLower;
        }

        return loss;
    }

    public double EvaluateRow(int row, ReadOnlySpan<double> scores, ReadOnlySpan<double> free, Span<double> slopes) => throw new NotSupportedException("ordinal models are fitted by whole passes");

    /// <summary><c>ln(σ(upper) - σ(lower))</c> without cancellation: <c>ln σ(upper) + ln σ(-lower) + ln(1 - exp(lower - upper))</c>.</summary>
    public static double LogBetween(double lower, double upper) => LogSigmoid(upper) + LogSigmoid(-lower) + Math.Log(-Math.Exp(lower - upper) + 1.0);

    private static double LogSigmoid(double value) => double.IsPositiveInfinity(value) ? 0.0 : Math.Min(value, 0.0) - Math.Log(1.0 + Math.Exp(-Math.Abs(value)));

    private static double Sigmoid(double value) => 1.0 / (1.0 + Math.Exp(-value));
}
