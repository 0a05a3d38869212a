using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Praxis.Learning.FastText.Rows;

/// <summary>The loops over padded rows, in the widest vectors that the machine has.</summary>
internal static unsafe class RowLoops
{
    /// <summary><c>total += row</c> for each of the rows, in order. <paramref name="ids"/> is readable past its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(float* rows, int stride, int* ids, nint count, float* total)
    {
        if (Vector512.IsHardwareAccelerated)
            RowKernels<RowVector512>.Sum(rows, stride, ids, count, total);
        else if (Vector256.IsHardwareAccelerated)
            RowKernels<RowVector256>.Sum(rows, stride, ids, count, total);
        else
            RowKernels<RowScalar>.Sum(rows, stride, ids, count, total);
    }

    /// <summary><c>row += delta</c> for each of the rows, in order; the rows of <paramref name="next"/>, as many, are asked for meanwhile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(float* rows, int stride, int* ids, nint count, float* delta, int* next)
    {
        if (Vector512.IsHardwareAccelerated)
            RowKernels<RowVector512>.Add(rows, stride, ids, count, delta, next);
        else if (Vector256.IsHardwareAccelerated)
            RowKernels<RowVector256>.Add(rows, stride, ids, count, delta, next);
        else
            RowKernels<RowScalar>.Add(rows, stride, ids, count, delta, next);
    }

    /// <summary>The gradient and the row of one logistic step: <c>gradient += alpha x row</c>, then <c>row += alpha x hidden</c>; products are rounded before they are added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Step(float* row, float* hidden, float* gradient, float alpha, int stride)
    {
        var factor = Vector256.Create(alpha);
        for (var column = 0; column < stride; column += Vector256<float>.Count)
        {
            var old = Vector256.Load(row + column);
            (Vector256.Load(gradient + column) + old * factor).Store(gradient + column);
            (old + Vector256.Load(hidden + column) * factor).Store(row + column);
        }
    }

    /// <summary><c>row x= factor</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(float* row, float factor, int stride)
    {
        for (var column = 0; column < stride; column += Vector256<float>.Count)
            (Vector256.Load(row + column) * factor).Store(row + column);
    }

    /// <summary>The products of two rows added one after the other from column 0, as the original adds them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot(float* row, float* vector, int columns)
    {
        var sum = 0f;
        for (var k = 0; k < columns; k++)
            sum += row[k] * vector[k];
        return sum;
    }

    /// <summary><see cref="Dot"/> of several rows; four sums run side by side, since each waits for its own last addition.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dots(RowMatrix matrix, ReadOnlySpan<int> rows, float* vector, Span<float> scores)
    {
        var columns = matrix.Columns;
        var i = 0;
        for (; i + 4 <= rows.Length; i += 4)
        {
            float* a = matrix.At(rows[i]), b = matrix.At(rows[i + 1]), c = matrix.At(rows[i + 2]), d = matrix.At(rows[i + 3]);
            float sumA = 0, sumB = 0, sumC = 0, sumD = 0;
            for (var k = 0; k < columns; k++)
            {
                var x = vector[k];
                sumA += a[k] * x;
                sumB += b[k] * x;
                sumC += c[k] * x;
                sumD += d[k] * x;
            }

            (scores[i], scores[i + 1], scores[i + 2], scores[i + 3]) = (sumA, sumB, sumC, sumD);
        }

        if (i + 2 <= rows.Length)
        {
            float* a = matrix.At(rows[i]), b = matrix.At(rows[i + 1]);
            float sumA = 0, sumB = 0;
            for (var k = 0; k < columns; k++)
            {
                sumA += a[k] * vector[k];
                sumB += b[k] * vector[k];
            }

            (scores[i], scores[i + 1]) = (sumA, sumB);
            i += 2;
        }

        if (i < rows.Length)
            scores[i] = Dot(matrix.At(rows[i]), vector, columns);
    }
}
