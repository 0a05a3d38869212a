using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText.Rows;

namespace Praxis.Learning.FastText.Losses;

/// <summary>A loss over the label scores: one step of training on one thread. The tables and orders of summation are the original's, so that results are its to the bit.</summary>
internal abstract unsafe class OutputLayer(RowMatrix output) : IDisposable
{
    private const int TableSize = 512;
    private const float Largest = 8;
    private static readonly float[] sigmoids = Table(i => (float)(1.0 / (1.0 + MathF.Exp(-((float)(i * 2 * 8) / TableSize - Largest)))));
    private static readonly float[] logarithms = Table(i => MathF.Log((float)(((double)i + 1e-5) / TableSize)));

    protected RowMatrix Output { get; } = output;

    /// <summary>Whether a step teaches all labels of a line at once; else one of them, drawn, is the target.</summary>
    public virtual bool TakesAllLabels => false;

    /// <summary>Changes the output rows, adds to the hidden layer's gradient, and returns the loss.</summary>
    /// <param name="hidden">The hidden layer, padded with zeros to the output's stride.</param>
    /// <param name="gradient">Its gradient, padded likewise.</param>
    /// <param name="labels">The targets: one, or all where <see cref="TakesAllLabels"/>.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="random">The thread's generator.</param>
    /// <exception cref="UserException">A score is no number.</exception>
    public abstract float Step(float* hidden, float* gradient, ReadOnlySpan<int> labels, float rate, ref Minstd random);

    /// <summary>Frees what the layer has beside the output matrix.</summary>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <summary>The table's logistic function.</summary>
    public static float Sigmoid(float x) => x < -Largest ? 0 : x > Largest ? 1 : sigmoids[(int)((x + Largest) * TableSize / Largest / 2)];

    /// <summary>The table's logarithm, which only the printed loss uses.</summary>
    protected static float TableLog(float x) => x > 1 ? 0 : logarithms[(int)(x * TableSize)];

    protected static UserException NotANumber() =>
        new(new Problem { Type = "not-a-number", Found = "Encountered NaN.", Expected = "weights that stay finite", Remedy = "Lower the learning rate (-lr, learning_rate)" });

    /// <summary>The logistic steps of different rows, in their order. Scores are taken first: no step changes another's row.</summary>
    protected float Logistic(float* hidden, float* gradient, ReadOnlySpan<int> rows, ReadOnlySpan<bool> positives, Span<float> scores, float rate)
    {
        RowLoops.Dots(Output, rows, hidden, scores);
        var loss = 0f;
        for (var i = 0; i < rows.Length; i++)
        {
            if (float.IsNaN(scores[i]))
                throw NotANumber();
            var score = Sigmoid(scores[i]);
            RowLoops.Step(Output.At(rows[i]), hidden, gradient, rate * ((positives[i] ? 1f : 0f) - score), Output.Stride);
            loss += -TableLog(positives[i] ? score : 1f - score);
        }

        return loss;
    }

    private static float[] Table(Func<int, float> value)
    {
        var table = new float[TableSize + 1];
        for (var i = 0; i < table.Length; i++)
            table[i] = value(i);
        return table;
    }
}
