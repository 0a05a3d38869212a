using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Praxis.Learning.FastText.Rows;

namespace Praxis.Learning.FastText.Losses;

/// <summary>
/// The scores of all labels and their update. Each score is a sum over columns in order, so lanes have to be labels: where labels are many, a second copy of the output
/// matrix lies transposed beside the first, and both are updated (measured on 77 labels: half the time of the whole training).
/// </summary>
internal sealed unsafe class LabelScores : IDisposable
{
    private const int Many = 8;
    private readonly RowMatrix output;
    private readonly RowMatrix? transposed;
    private readonly RowMatrix values;
    private readonly int[] rows;

    public LabelScores(RowMatrix output)
    {
        this.output = output;
        values = new RowMatrix(1, (int)output.Rows);
        rows = new int[output.Rows];
        for (var row = 0; row < rows.Length; row++)
            rows[row] = row;
        if (output.Rows < Many)
            return;
        transposed = new RowMatrix(output.Columns, (int)output.Rows);
        for (var label = 0; label < output.Rows; label++)
            for (var column = 0; column < output.Columns; column++)
                transposed.At(column)[label] = output.At(label)[column];
    }

    /// <summary>The scores after <see cref="Compute"/>; before <see cref="Update"/> they are replaced by the factors of the update.</summary>
    public Span<float> Values => values.Row(0);

    /// <summary><c>values[i] = output[i] . hidden</c>.</summary>
    public void Compute(float* hidden)
    {
        if (transposed is null)
            RowLoops.Dots(output, rows, hidden, Values);
        else
            ComputeTransposed(hidden);
    }

    /// <summary>For each label in order: <c>gradient += values[i] x output[i]</c>, then <c>output[i] += values[i] x hidden</c>.</summary>
    public void Update(float* hidden, float* gradient)
    {
        if (transposed is null)
        {
            for (var i = 0; i < rows.Length; i++)
                RowLoops.Step(output.At(i), hidden, gradient, values.Start[i], output.Stride);
            return;
        }

        UpdateRows(hidden, gradient);
        UpdateTransposed(hidden);
    }

    public void Dispose()
    {
        transposed?.Dispose();
        values.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ComputeTransposed(float* hidden)
    {
        var (columns, stride) = (transposed!.Rows, transposed.Stride);
        for (var label = 0; label < stride; label += Vector512<float>.Count)
        {
            var sum = Vector512<float>.Zero;
            var weights = transposed.Start + label;
            for (var column = 0; column < columns; column++, weights += stride)
                sum += Vector512.Load(weights) * Vector512.Create(hidden[column]);
            sum.Store(values.Start + label);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void UpdateRows(float* hidden, float* gradient)
    {
        var (labels, stride) = (rows.Length, output.Stride);
        for (var column = 0; column < stride; column += Vector512<float>.Count)
        {
            var (sum, own) = (Vector512.Load(gradient + column), Vector512.Load(hidden + column));
            var weights = output.Start + column;
            for (var i = 0; i < labels; i++, weights += stride)
            {
                var alpha = Vector512.Create(values.Start[i]);
                var old = Vector512.Load(weights);
                sum += old * alpha;
                (old + own * alpha).Store(weights);
            }

            sum.Store(gradient + column);
        }
    }

    // The padding of the factors is zero, since nothing else was ever stored there but sums over zeros.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void UpdateTransposed(float* hidden)
    {
        var (columns, stride) = (transposed!.Rows, transposed.Stride);
        var weights = transposed.Start;
        for (var column = 0; column < columns; column++, weights += stride)
        {
            var x = Vector512.Create(hidden[column]);
            for (var label = 0; label < stride; label += Vector512<float>.Count)
                (Vector512.Load(weights + label) + Vector512.Load(values.Start + label) * x).Store(weights + label);
        }
    }
}
