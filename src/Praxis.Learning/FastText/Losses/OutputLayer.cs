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

    /// <summary>What a logistic step multiplies its rows by, from a score; its loss is added.</summary>
    /// <exception cref="UserException">The score is no number.</exception>
    public static float LogisticFactor(float score, bool isPositive, float rate, ref float loss)
    {
        if (float.IsNaN(score))
            throw NotANumber();
        var own = Sigmoid(score);
        loss += -TableLog(isPositive ? own : 1f - own);
        return rate * ((isPositive ? 1f : 0f) - own);
    }

    /// <summary>The table's logarithm, which only the printed loss uses.</summary>
    protected static float TableLog(float x) => x > 1 ? 0 : logarithms[(int)(x * TableSize)];

    protected static UserException NotANumber() =>
        new(new Problem { Type = "not-a-number", Found = "Encountered NaN.", Expected = "weights that stay finite", Remedy = "Lower the learning rate (-lr, learning_rate)" });

    /// <summary>The logistic steps of different rows, in their order; the gradient is zero before. Scores are taken first: no step changes another's row.</summary>
    protected float Logistic(float* hidden, float* gradient, ReadOnlySpan<int> rows, ReadOnlySpan<bool> positives, Span<float> scores, float rate)
    {
        var loss = 0f;
        fixed (int* ids = rows)
        fixed (float* values = scores)
        {
            RowSteps.Dots(Output.Start, Output.Stride, ids, rows.Length, hidden, Output.Columns, values);
            for (var i = 0; i < rows.Length; i++)
                values[i] = LogisticFactor(values[i], positives[i], rate, ref loss);
            RowSteps.Steps(Output.Start, Output.Stride, ids, rows.Length, values, hidden, gradient);
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
