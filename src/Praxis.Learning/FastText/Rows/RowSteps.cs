using System.Runtime.Intrinsics;

namespace Praxis.Learning.FastText.Rows;

/// <summary>
/// The loops of word vectors, where a few rows are read and changed again and again and stay in the first cache: sums, changes and logistic steps that each go over the
/// rows once. Orders of summation are the original's.
/// </summary>
internal static unsafe class RowSteps
{
    private const int Chains = 8;

    /// <summary><c>mean = share x (row + row + ...)</c>, in order.</summary>
    public static void Mean(float* rows, int stride, int* ids, nint count, float share, float* mean)
    {
        if (Vector512.IsHardwareAccelerated)
            RowStepKernels<RowVector512>.Mean(rows, stride, ids, count, share, mean);
        else if (Vector256.IsHardwareAccelerated)
            RowStepKernels<RowVector256>.Mean(rows, stride, ids, count, share, mean);
        else
            RowStepKernels<RowScalar>.Mean(rows, stride, ids, count, share, mean);
    }

    /// <summary><c>row += delta</c> for each of the rows, which are all different, and <see cref="Mean"/> of what they are then.</summary>
    public static void AddMean(float* rows, int stride, int* ids, nint count, float* delta, float share, float* mean)
    {
        if (Vector512.IsHardwareAccelerated)
            RowStepKernels<RowVector512>.AddMean(rows, stride, ids, count, delta, share, mean);
        else if (Vector256.IsHardwareAccelerated)
            RowStepKernels<RowVector256>.AddMean(rows, stride, ids, count, delta, share, mean);
        else
            RowStepKernels<RowScalar>.AddMean(rows, stride, ids, count, delta, share, mean);
    }

    /// <summary>For each of the rows in order: <c>gradient += alpha x row</c>, from zero on, then <c>row += alpha x hidden</c>; products are rounded before they are added.</summary>
    public static void Steps(float* rows, int stride, int* ids, nint count, float* alphas, float* hidden, float* gradient)
    {
        if (Vector512.IsHardwareAccelerated)
            RowStepKernels<RowVector512>.Steps(rows, stride, ids, count, alphas, hidden, gradient);
        else if (Vector256.IsHardwareAccelerated)
            RowStepKernels<RowVector256>.Steps(rows, stride, ids, count, alphas, hidden, gradient);
        else
            RowStepKernels<RowScalar>.Steps(rows, stride, ids, count, alphas, hidden, gradient);
    }

    /// <summary>The products of rows and a vector, each added one after the other from column 0. Each sum waits for its own last addition, so up to eight run side by side.</summary>
    public static void Dots(float* rows, int stride, int* ids, int count, float* vector, int columns, float* scores)
    {
        var at = stackalloc float*[Chains];
        var sums = stackalloc float[Chains];
        for (var first = 0; first < count; first += Chains)
        {
            var own = Math.Min(Chains, count - first);
            for (var i = 0; i < Chains; i++)
                at[i] = rows + ids[first + Math.Min(i, own - 1)] * (nint)stride;
            if (own > 6)
                RowDots.Eight(at, vector, columns, sums);
            else if (own > 4)
                RowDots.Six(at, vector, columns, sums);
            else if (own > 2)
                RowDots.Four(at, vector, columns, sums);
            else
                RowDots.Two(at, vector, columns, sums);
            for (var i = 0; i < own; i++)
                scores[first + i] = sums[i];
        }
    }
}
