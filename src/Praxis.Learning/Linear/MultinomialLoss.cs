namespace Praxis.Learning.Linear;

/// <summary>The log loss of the softmax of the scores, each with an intercept: <c>-Σ_i c_i ln softmax(s_i + b)[y_i]</c>.</summary>
internal sealed class MultinomialLoss(int[] classes, int classCount, double[] weights) : IMarginLoss
{
    public int Outputs => classCount;

    public int FreeCount => classCount;

    public void Start(Span<double> free) => free.Clear();

    public void Curvature(Span<double> rows)
    {
        for (var row = 0; row < rows.Length; row++)
            rows[row] = weights[row] * (classCount - 1) / ((double)classCount * classCount);
    }

    public void FreeCurvature(Span<double> free) => free.Fill(weights.Sum() * (classCount - 1) / ((double)classCount * classCount));

    public double Evaluate(int begin, int end, double[] scores, int width, ReadOnlySpan<double> free, double[] slopes, Span<double> freeSlopes)
    {
        var loss = 0.0;
        for (var row = begin; row < end; row++)
        {
            var slope = slopes.AsSpan(row * width, classCount);
            loss += EvaluateRow(row, scores.AsSpan(row * width, classCount), free, slope);
            for (var k = 0; k < classCount; k++)
                freeSlopes[k] += slope[k];
        }

        return loss;
    }

    public double EvaluateRow(int row, ReadOnlySpan<double> scores, ReadOnlySpan<double> free, Span<double> slopes)
    {
        var most = double.NegativeInfinity;
        for (var k = 0; k < classCount; k++)
            most = Math.Max(most, slopes[k] = scores[k] + free[k]);
        var own = slopes[classes[row]];
        var sum = 0.0;
        for (var k = 0; k < classCount; k++)
            sum += slopes[k] = Math.Exp(slopes[k] - most);
        var factor = weights[row] / sum;
        for (var k = 0; k < classCount; k++)
            slopes[k] *= factor;
        slopes[classes[row]] -= weights[row];
        return weights[row] * (most - own + Math.Log(sum));
    }
}
