namespace Praxis.Learning.FastText;

/// <summary>A loss over the label scores: one step of training, and probabilities.</summary>
internal abstract class OutputLayer(Matrix output)
{
    private const int TableSize = 512;
    private const float Largest = 8;
    private static readonly float[] sigmoids = [.. Enumerable.Range(0, TableSize + 1).Select(i => (float)(1.0 / (1.0 + MathF.Exp(-((float)(i * 2 * 8) / TableSize - Largest)))))];

    protected Matrix Output { get; } = output;

    /// <summary>Changes the output rows and writes the hidden layer's gradient.</summary>
    public abstract void Step(ReadOnlySpan<float> hidden, Span<float> gradient, List<int> labels, int target, float rate, ref Minstd random);

    /// <summary>Offers each label's probability to the best.</summary>
    public abstract void Predict(ReadOnlySpan<float> hidden, float threshold, BestLabels best);

    /// <summary>The original's logarithm of a probability.</summary>
    protected static float Log(float p) => (float)Math.Log(p + 1e-5);

    protected static float Sigmoid(float x) => x < -Largest ? 0 : x > Largest ? 1 : sigmoids[(int)((x + Largest) * TableSize / Largest / 2)];

    protected void Logistic(ReadOnlySpan<float> hidden, Span<float> gradient, int row, bool isPositive, float rate)
    {
        var alpha = rate * ((isPositive ? 1f : 0f) - Sigmoid(Output.Dot(hidden, row)));
        Matrix.AddScaled(gradient, Output.Row(row), alpha);
        Matrix.AddScaled(Output.Row(row), hidden, alpha);
    }

    protected void PredictIndependent(ReadOnlySpan<float> hidden, float threshold, BestLabels best)
    {
        for (var i = 0; i < Output.Rows; i++)
            best.Offer(Sigmoid(Output.Dot(hidden, i)), i, threshold);
    }
}
