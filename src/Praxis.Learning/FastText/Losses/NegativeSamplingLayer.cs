using Praxis.Learning.FastText.Rows;

namespace Praxis.Learning.FastText.Losses;

/// <summary>Logistic steps on the target and on a few labels that are drawn (T. Mikolov et al., 2013, "Distributed representations of words and phrases", eq. 4).</summary>
internal sealed unsafe class NegativeSamplingLayer(RowMatrix output, int negatives, NegativeTable table) : OutputLayer(output)
{
    private readonly int negatives = table.IsSingle ? 0 : negatives;
    private readonly int[] rows = new int[table.IsSingle ? 1 : negatives + 1];
    private readonly bool[] positives = [true, .. new bool[table.IsSingle ? 0 : negatives]];
    private readonly float[] scores = new float[negatives + 1];

    public override float Step(float* hidden, float* gradient, ReadOnlySpan<int> labels, float rate, ref Minstd random)
    {
        rows[0] = labels[0];
        var isDistinct = true;
        for (var n = 1; n <= negatives; n++)
        {
            rows[n] = table.Draw(labels[0], ref random);
            isDistinct &= !rows.AsSpan(0, n).Contains(rows[n]);
        }

        if (isDistinct)
            return Logistic(hidden, gradient, rows, positives, scores, rate);
        var loss = 0f;
        for (var n = 0; n <= negatives; n++)
            loss += Logistic(hidden, gradient, rows.AsSpan(n, 1), positives.AsSpan(n, 1), scores, rate);
        return loss;
    }
}
