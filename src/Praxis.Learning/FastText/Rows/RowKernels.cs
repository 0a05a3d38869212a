using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Praxis.Learning.FastText.Rows;

/// <summary>
/// The two loops that fastText's time goes to: the sum of a document's rows, and a vector added to each of them. Lanes are columns, so every number is the one that the
/// plain loop gives. A block of up to eight vectors of a row stays in registers over the whole document; wider rows are done block by block.
/// </summary>
internal static unsafe class RowKernels<TVector>
    where TVector : struct, IRowVector<TVector>
{
    private const int Widest = 8;

    // Rows that are asked for ahead of their use; 4 to 16 measured the same.
    private const int Ahead = 20;

    /// <summary><c>total += row</c> for each of the rows, in order. <paramref name="ids"/> is readable past its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(float* rows, int stride, int* ids, nint count, float* total)
    {
        for (var column = 0; column < stride; column += Widest * TVector.Floats)
        {
            float* from = rows + column, to = total + column;
            switch (Math.Min(Widest, (stride - column) / TVector.Floats))
            {
                case 1:
                    Sum<RowWidth1>(from, stride, ids, count, to);
                    break;
                case 2:
                    Sum<RowWidth2>(from, stride, ids, count, to);
                    break;
                case 3:
                    Sum<RowWidth3>(from, stride, ids, count, to);
                    break;
                case 4:
                    Sum<RowWidth4>(from, stride, ids, count, to);
                    break;
                case 5:
                    Sum<RowWidth5>(from, stride, ids, count, to);
                    break;
                case 6:
                    Sum<RowWidth6>(from, stride, ids, count, to);
                    break;
                case 7:
                    Sum<RowWidth7>(from, stride, ids, count, to);
                    break;
                default:
                    Sum<RowWidth8>(from, stride, ids, count, to);
                    break;
            }
        }
    }

    /// <summary><c>row += delta</c> for each of the rows, in order; what the next document's <paramref name="next"/> name is asked for meanwhile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(float* rows, int stride, int* ids, nint count, float* delta, int* next)
    {
        for (var column = 0; column < stride; column += Widest * TVector.Floats)
        {
            float* to = rows + column, from = delta + column;
            switch (Math.Min(Widest, (stride - column) / TVector.Floats))
            {
                case 1:
                    Add<RowWidth1>(to, stride, ids, count, from, next);
                    break;
                case 2:
                    Add<RowWidth2>(to, stride, ids, count, from, next);
                    break;
                case 3:
                    Add<RowWidth3>(to, stride, ids, count, from, next);
                    break;
                case 4:
                    Add<RowWidth4>(to, stride, ids, count, from, next);
                    break;
                case 5:
                    Add<RowWidth5>(to, stride, ids, count, from, next);
                    break;
                case 6:
                    Add<RowWidth6>(to, stride, ids, count, from, next);
                    break;
                case 7:
                    Add<RowWidth7>(to, stride, ids, count, from, next);
                    break;
                default:
                    Add<RowWidth8>(to, stride, ids, count, from, next);
                    break;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum<TWidth>(float* rows, nint stride, int* ids, nint count, float* total)
        where TWidth : struct, IRowWidth
    {
        var v0 = TVector.Load(total);
        TVector v1 = default, v2 = default, v3 = default, v4 = default, v5 = default, v6 = default, v7 = default;
        if (TWidth.Vectors > 1)
            v1 = TVector.Load(total + TVector.Floats);
        if (TWidth.Vectors > 2)
            v2 = TVector.Load(total + 2 * TVector.Floats);
        if (TWidth.Vectors > 3)
            v3 = TVector.Load(total + 3 * TVector.Floats);
        if (TWidth.Vectors > 4)
            v4 = TVector.Load(total + 4 * TVector.Floats);
        if (TWidth.Vectors > 5)
            v5 = TVector.Load(total + 5 * TVector.Floats);
        if (TWidth.Vectors > 6)
            v6 = TVector.Load(total + 6 * TVector.Floats);
        if (TWidth.Vectors > 7)
            v7 = TVector.Load(total + 7 * TVector.Floats);
        for (nint i = 0; i < count; i++)
        {
            var row = rows + ids[i] * stride;
            Ask<TWidth>(rows + ids[i + Ahead] * stride);
            v0 = TVector.Add(v0, TVector.Load(row));
            if (TWidth.Vectors > 1)
                v1 = TVector.Add(v1, TVector.Load(row + TVector.Floats));
            if (TWidth.Vectors > 2)
                v2 = TVector.Add(v2, TVector.Load(row + 2 * TVector.Floats));
            if (TWidth.Vectors > 3)
                v3 = TVector.Add(v3, TVector.Load(row + 3 * TVector.Floats));
            if (TWidth.Vectors > 4)
                v4 = TVector.Add(v4, TVector.Load(row + 4 * TVector.Floats));
            if (TWidth.Vectors > 5)
                v5 = TVector.Add(v5, TVector.Load(row + 5 * TVector.Floats));
            if (TWidth.Vectors > 6)
                v6 = TVector.Add(v6, TVector.Load(row + 6 * TVector.Floats));
            if (TWidth.Vectors > 7)
                v7 = TVector.Add(v7, TVector.Load(row + 7 * TVector.Floats));
        }

        v0.Store(total);
        if (TWidth.Vectors > 1)
            v1.Store(total + TVector.Floats);
        if (TWidth.Vectors > 2)
            v2.Store(total + 2 * TVector.Floats);
        if (TWidth.Vectors > 3)
            v3.Store(total + 3 * TVector.Floats);
        if (TWidth.Vectors > 4)
            v4.Store(total + 4 * TVector.Floats);
        if (TWidth.Vectors > 5)
            v5.Store(total + 5 * TVector.Floats);
        if (TWidth.Vectors > 6)
            v6.Store(total + 6 * TVector.Floats);
        if (TWidth.Vectors > 7)
            v7.Store(total + 7 * TVector.Floats);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<TWidth>(float* rows, nint stride, int* ids, nint count, float* delta, int* next)
        where TWidth : struct, IRowWidth
    {
        var v0 = TVector.Load(delta);
        TVector v1 = default, v2 = default, v3 = default, v4 = default, v5 = default, v6 = default, v7 = default;
        if (TWidth.Vectors > 1)
            v1 = TVector.Load(delta + TVector.Floats);
        if (TWidth.Vectors > 2)
            v2 = TVector.Load(delta + 2 * TVector.Floats);
        if (TWidth.Vectors > 3)
            v3 = TVector.Load(delta + 3 * TVector.Floats);
        if (TWidth.Vectors > 4)
            v4 = TVector.Load(delta + 4 * TVector.Floats);
        if (TWidth.Vectors > 5)
            v5 = TVector.Load(delta + 5 * TVector.Floats);
        if (TWidth.Vectors > 6)
            v6 = TVector.Load(delta + 6 * TVector.Floats);
        if (TWidth.Vectors > 7)
            v7 = TVector.Load(delta + 7 * TVector.Floats);
        for (nint i = 0; i < count; i++)
        {
            var row = rows + ids[i] * stride;
            Ask<TWidth>(rows + next[i] * stride);
            TVector.Add(TVector.Load(row), v0).Store(row);
            if (TWidth.Vectors > 1)
                TVector.Add(TVector.Load(row + TVector.Floats), v1).Store(row + TVector.Floats);
            if (TWidth.Vectors > 2)
                TVector.Add(TVector.Load(row + 2 * TVector.Floats), v2).Store(row + 2 * TVector.Floats);
            if (TWidth.Vectors > 3)
                TVector.Add(TVector.Load(row + 3 * TVector.Floats), v3).Store(row + 3 * TVector.Floats);
            if (TWidth.Vectors > 4)
                TVector.Add(TVector.Load(row + 4 * TVector.Floats), v4).Store(row + 4 * TVector.Floats);
            if (TWidth.Vectors > 5)
                TVector.Add(TVector.Load(row + 5 * TVector.Floats), v5).Store(row + 5 * TVector.Floats);
            if (TWidth.Vectors > 6)
                TVector.Add(TVector.Load(row + 6 * TVector.Floats), v6).Store(row + 6 * TVector.Floats);
            if (TWidth.Vectors > 7)
                TVector.Add(TVector.Load(row + 7 * TVector.Floats), v7).Store(row + 7 * TVector.Floats);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Ask<TWidth>(float* row)
        where TWidth : struct, IRowWidth
    {
        if (!Sse.IsSupported)
            return;
        Sse.Prefetch0(row);
        if (TWidth.Vectors * TVector.Floats > 16)
            Sse.Prefetch0(row + 1 * RowMatrix.Line);
        if (TWidth.Vectors * TVector.Floats > 32)
            Sse.Prefetch0(row + 2 * RowMatrix.Line);
        if (TWidth.Vectors * TVector.Floats > 48)
            Sse.Prefetch0(row + 3 * RowMatrix.Line);
        if (TWidth.Vectors * TVector.Floats > 64)
            Sse.Prefetch0(row + 4 * RowMatrix.Line);
        if (TWidth.Vectors * TVector.Floats > 80)
            Sse.Prefetch0(row + 5 * RowMatrix.Line);
        if (TWidth.Vectors * TVector.Floats > 96)
            Sse.Prefetch0(row + 6 * RowMatrix.Line);
        if (TWidth.Vectors * TVector.Floats > 112)
            Sse.Prefetch0(row + 7 * RowMatrix.Line);
    }
}
