namespace Praxis.Learning.Linear;

/// <summary>The log loss of two classes by one score with an intercept: <c>Σ_i c_i ln(1 + exp(-y_i (s_i + b)))</c>, y = +1 for class 1 and -1 for class 0.</summary>
internal sealed class BinomialLoss(int[] classes, double[] weights) : IMarginLoss
{
    public int Outputs => 1;

    public int FreeCount => 1;

    public void Start(Span<double> free) => free.Clear();

    public void Curvature(Span<double> rows)
    {
        for (var row = 0; row < rows.Length; row++)
            rows[row] = weights[row] * 0.25;
    }

    public void FreeCurvature(Span<double> free) => free.Fill(weights.Sum() * 0.25);

    public double Evaluate(int begin, int end, double[] scores, int width, ReadOnlySpan<double> free, double[] slopes, Span<double> freeSlopes)
    {
        var (loss, sum) = (0.0, 0.0);
        for (var row = begin; row < end; row++)
        {
            loss += EvaluateRow(row, scores.AsSpan(row, 1), free, slopes.AsSpan(row, 1));
            sum += slopes[row];
        }

        freeSlopes[0] += sum;
        return loss;
    }

    public double EvaluateRow(int row, ReadOnlySpan<double> scores, ReadOnlySpan<double> free, Span<double> slopes)
    {
        var score = scores[0] + free[0];
        var margin = classes[row] == 1 ? score : -score;
        var power = Math.Exp(-Math.Abs(margin));
        var wrong = margin > 0 ? power / (1.0 + power) : 1.0 / (1.0 + power);
        slopes[0] = weights[row] * (classes[row] == 1 ? -wrong : wrong);
        return weights[row] * (Math.Log(1.0 + power) + Math.Max(-margin, 0.0));
    }
}
