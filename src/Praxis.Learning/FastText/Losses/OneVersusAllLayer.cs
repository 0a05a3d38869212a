using Praxis.Learning.FastText.Rows;

namespace Praxis.Learning.FastText.Losses;

/// <summary>A logistic step for every label.</summary>
internal sealed unsafe class OneVersusAllLayer(RowMatrix output) : OutputLayer(output)
{
    private readonly LabelScores scores = new(output);

    public override bool TakesAllLabels => true;

    public override float Step(float* hidden, float* gradient, ReadOnlySpan<int> labels, float rate, ref Minstd random)
    {
        scores.Compute(hidden);
        var values = scores.Values;
        var loss = 0f;
        for (var i = 0; i < values.Length; i++)
        {
            if (float.IsNaN(values[i]))
                throw NotANumber();
            var score = Sigmoid(values[i]);
            var isPositive = labels.Contains(i);
            loss += -TableLog(isPositive ? score : 1f - score);
            values[i] = rate * ((isPositive ? 1f : 0f) - score);
        }

        scores.Update(hidden, gradient);
        return loss;
    }

    public override void Dispose()
    {
        scores.Dispose();
        base.Dispose();
    }
}
