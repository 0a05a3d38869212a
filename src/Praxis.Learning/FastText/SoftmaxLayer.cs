namespace Praxis.Learning.FastText;

internal sealed class SoftmaxLayer(Matrix output) : OutputLayer(output)
{
    private readonly float[] scores = new float[output.Rows];

    public override void Step(ReadOnlySpan<float> hidden, Span<float> gradient, List<int> labels, int target, float rate, ref Minstd random)
    {
        Compute(hidden, scores);
        for (var i = 0; i < scores.Length; i++)
        {
            var alpha = rate * ((i == target ? 1f : 0f) - scores[i]);
            Matrix.AddScaled(gradient, Output.Row(i), alpha);
            Matrix.AddScaled(Output.Row(i), hidden, alpha);
        }
    }

    public override void Predict(ReadOnlySpan<float> hidden, float threshold, BestLabels best)
    {
        var own = new float[Output.Rows];
        Compute(hidden, own);
        for (var i = 0; i < own.Length; i++)
            best.Offer(own[i], i, threshold);
    }

    private void Compute(ReadOnlySpan<float> hidden, Span<float> values)
    {
        var most = float.NegativeInfinity;
        for (var i = 0; i < values.Length; i++)
            most = MathF.Max(values[i] = Output.Dot(hidden, i), most);
        var sum = 0f;
        for (var i = 0; i < values.Length; i++)
            sum += values[i] = (float)Math.Exp(values[i] - most);
        foreach (ref var value in values)
            value /= sum;
    }
}
