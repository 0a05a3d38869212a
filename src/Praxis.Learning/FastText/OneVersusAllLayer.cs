namespace Praxis.Learning.FastText;

internal sealed class OneVersusAllLayer(Matrix output) : OutputLayer(output)
{
    public override void Step(ReadOnlySpan<float> hidden, Span<float> gradient, List<int> labels, int target, float rate, ref Minstd random)
    {
        for (var i = 0; i < Output.Rows; i++)
            Logistic(hidden, gradient, i, labels.Contains(i), rate);
    }

    public override void Predict(ReadOnlySpan<float> hidden, float threshold, BestLabels best) => PredictIndependent(hidden, threshold, best);
}
