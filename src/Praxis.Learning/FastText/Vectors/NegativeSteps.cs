using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Praxis.Learning.FastText.Losses;
using Praxis.Learning.FastText.Rows;

namespace Praxis.Learning.FastText.Vectors;

/// <summary>The logistic steps of a target and its negatives, which were drawn before.</summary>
/// <param name="output">A row a word.</param>
/// <param name="width">Rows of a step, the target's first.</param>
internal sealed unsafe class NegativeSteps(RowMatrix output, int width) : IDisposable
{
    // Scores, then the factors of the steps.
    private readonly float* values = (float*)NativeMemory.Alloc((nuint)width, sizeof(float));

    ~NegativeSteps() => NativeMemory.Free(values);

    /// <summary>Changes the rows, writes the gradient of the hidden layer and returns the loss; the rows of the next step, behind this one's, are asked for.</summary>
    public float Learn(int* rows, float* hidden, float* gradient, float rate)
    {
        Ask(rows + width);
        var loss = 0f;
        if (AreDistinct(rows))
        {
            RowSteps.Dots(output.Start, output.Stride, rows, width, hidden, output.Columns, values);
            for (var i = 0; i < width; i++)
                values[i] = OutputLayer.LogisticFactor(values[i], i == 0, rate, ref loss);
            RowSteps.Steps(output.Start, output.Stride, rows, width, values, hidden, gradient);
            return loss;
        }

        new Span<float>(gradient, output.Stride).Clear();
        for (var i = 0; i < width; i++)
        {
            var alpha = OutputLayer.LogisticFactor(RowLoops.Dot(output.At(rows[i]), hidden, output.Columns), i == 0, rate, ref loss);
            RowLoops.Step(output.At(rows[i]), hidden, gradient, alpha, output.Stride);
        }

        return loss;
    }

    public void Dispose()
    {
        NativeMemory.Free(values);
        GC.SuppressFinalize(this);
    }

    private bool AreDistinct(int* rows)
    {
        var isDistinct = true;
        for (var i = 1; i < width; i++)
            for (var j = 0; j < i; j++)
                isDistinct &= rows[i] != rows[j];
        return isDistinct;
    }

    private void Ask(int* rows)
    {
        if (!Sse.IsSupported)
            return;
        for (var i = 0; i < width; i++)
        {
            var row = output.At(rows[i]);
            for (var column = 0; column < output.Stride; column += RowMatrix.Line)
                Sse.Prefetch0(row + column);
        }
    }
}
