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
            var score = scores.AsSpan(row * width, classCount);
            var slope = slopes.AsSpan(row * width, classCount);
            var most = double.NegativeInfinity;
            for (var k = 0; k < classCount; k++)
                most = Math.Max(most, slope[k] = score[k] + free[k]);
            var own = slope[classes[row]];
            var sum = 0.0;
            for (var k = 0; k < classCount; k++)
                sum += slope[k] = Math.Exp(slope[k] - most);
            loss += weights[row] * (most - own + Math.Log(sum));
            var factor = weights[row] / sum;
            for (var k = 0; k < classCount; k++)
                slope[k] *= factor;
            slope[classes[row]] -= weights[row];
            for (var k = 0; k < classCount; k++)
                freeSlopes[k] += slope[k];
        }

        return loss;
    }
}
