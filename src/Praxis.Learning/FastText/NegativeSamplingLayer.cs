namespace Praxis.Learning.FastText;

internal sealed class NegativeSamplingLayer : OutputLayer
{
    private const int TableSize = 10_000_000;
    private readonly int negatives;
    private readonly int[] table;

    public NegativeSamplingLayer(Matrix output, int negatives, long[] counts)
        : base(output)
    {
        this.negatives = negatives;
        var sum = 0f;
        foreach (var count in counts)
            sum = (float)(sum + Math.Sqrt(count));
        var entries = new List<int>(TableSize + counts.Length);
        for (var i = 0; i < counts.Length; i++)
        {
            var share = (float)Math.Sqrt(counts[i]) * TableSize / sum;
            for (var j = 0; j < share; j++)
                entries.Add(i);
        }

        table = [.. entries];
    }

    public override void Step(ReadOnlySpan<float> hidden, Span<float> gradient, List<int> labels, int target, float rate, ref Minstd random)
    {
        Logistic(hidden, gradient, target, true, rate);
        for (var n = 0; n < negatives && Output.Rows > 1; n++)
        {
            int other;
            do
                other = table[random.Below(table.Length)];
            while (other == target);
            Logistic(hidden, gradient, other, false, rate);
        }
    }

    public override void Predict(ReadOnlySpan<float> hidden, float threshold, BestLabels best) => PredictIndependent(hidden, threshold, best);
}
