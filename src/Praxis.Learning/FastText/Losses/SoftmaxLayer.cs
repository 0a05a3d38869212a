using Praxis.Learning.FastText.Rows;

namespace Praxis.Learning.FastText.Losses;

/// <summary>Softmax over all labels.</summary>
internal sealed unsafe class SoftmaxLayer(RowMatrix output) : OutputLayer(output)
{
    private readonly LabelScores scores = new(output);

    public override float Step(float* hidden, float* gradient, ReadOnlySpan<int> labels, float rate, ref Minstd random)
    {
        scores.Compute(hidden);
        var values = scores.Values;
        if (!Softmax.TryNormalize(values))
            throw NotANumber();
        var loss = -TableLog(values[labels[0]]);
        var target = rate * (1f - values[labels[0]]);
        foreach (ref var value in values)
            value = rate * (0f - value);
        values[labels[0]] = target;
        scores.Update(hidden, gradient);
        return loss;
    }

    public override void Dispose()
    {
        scores.Dispose();
        base.Dispose();
    }
}
