using Praxis.Learning.FastText.Rows;

namespace Praxis.Learning.FastText.Losses;

/// <summary>A logistic step for every label.</summary>
internal sealed unsafe class OneVersusAllLayer(RowMatrix output) : OutputLayer(output)
{
    private readonly LabelScores scores = new(output);
    private readonly bool[] isPositive = new bool[output.Rows];

    public override bool TakesAllLabels => true;

    public override float Step(float* hidden, float* gradient, ReadOnlySpan<int> labels, float rate, ref Minstd random)
    {
        scores.Compute(hidden);
        foreach (var label in labels)
            isPositive[label] = true;
        var values = scores.Values;
        var loss = 0f;
        for (var i = 0; i < values.Length; i++)
            values[i] = LogisticFactor(values[i], isPositive[i], rate, ref loss);
        foreach (var label in labels)
            isPositive[label] = false;
        scores.Update(hidden, gradient);
        return loss;
    }

    public override void Dispose()
    {
        scores.Dispose();
        base.Dispose();
    }
}
