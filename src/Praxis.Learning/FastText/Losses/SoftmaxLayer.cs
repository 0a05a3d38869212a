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
        for (var i = 0; i < values.Length; i++)
            values[i] = rate * ((i == labels[0] ? 1f : 0f) - values[i]);
        scores.Update(hidden, gradient);
        return loss;
    }

    public override void Dispose()
    {
        scores.Dispose();
        base.Dispose();
    }
}
