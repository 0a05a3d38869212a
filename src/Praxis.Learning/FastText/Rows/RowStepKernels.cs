using System.Runtime.CompilerServices;

namespace Praxis.Learning.FastText.Rows;

/// <summary>The loops of <see cref="RowSteps"/>. Lanes are columns; a block of up to four vectors of a row stays in registers, wider rows are done block by block.</summary>
internal static unsafe class RowStepKernels<TVector>
    where TVector : struct, IRowVector<TVector>
{
    private const int Widest = 4;

    /// <inheritdoc cref="RowSteps.Mean"/>
    public static void Mean(float* rows, int stride, int* ids, nint count, float share, float* mean)
    {
        for (var column = 0; column < stride; column += Widest * TVector.Floats)
            switch (Math.Min(Widest, (stride - column) / TVector.Floats))
            {
                case 1:
                    Mean<RowWidth1>(rows + column, stride, ids, count, share, mean + column);
                    break;
                case 2:
                    Mean<RowWidth2>(rows + column, stride, ids, count, share, mean + column);
                    break;
                case 3:
                    Mean<RowWidth3>(rows + column, stride, ids, count, share, mean + column);
                    break;
                default:
                    Mean<RowWidth4>(rows + column, stride, ids, count, share, mean + column);
                    break;
            }
    }

    /// <inheritdoc cref="RowSteps.AddMean"/>
    public static void AddMean(float* rows, int stride, int* ids, nint count, float* delta, float share, float* mean)
    {
        for (var column = 0; column < stride; column += Widest * TVector.Floats)
            switch (Math.Min(Widest, (stride - column) / TVector.Floats))
            {
                case 1:
                    AddMean<RowWidth1>(rows + column, stride, ids, count, delta + column, share, mean + column);
                    break;
                case 2:
                    AddMean<RowWidth2>(rows + column, stride, ids, count, delta + column, share, mean + column);
                    break;
                case 3:
                    AddMean<RowWidth3>(rows + column, stride, ids, count, delta + column, share, mean + column);
                    break;
                default:
                    AddMean<RowWidth4>(rows + column, stride, ids, count, delta + column, share, mean + column);
                    break;
            }
    }

    /// <inheritdoc cref="RowSteps.Steps"/>
    public static void Steps(float* rows, int stride, int* ids, nint count, float* alphas, float* hidden, float* gradient)
    {
        for (var column = 0; column < stride; column += Widest * TVector.Floats)
            switch (Math.Min(Widest, (stride - column) / TVector.Floats))
            {
                case 1:
                    Steps<RowWidth1>(rows + column, stride, ids, count, alphas, hidden + column, gradient + column);
                    break;
                case 2:
                    Steps<RowWidth2>(rows + column, stride, ids, count, alphas, hidden + column, gradient + column);
                    break;
                case 3:
                    Steps<RowWidth3>(rows + column, stride, ids, count, alphas, hidden + column, gradient + column);
                    break;
                default:
                    Steps<RowWidth4>(rows + column, stride, ids, count, alphas, hidden + column, gradient + column);
                    break;
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Mean<TWidth>(float* rows, nint stride, int* ids, nint count, float share, float* mean)
        where TWidth : struct, IRowWidth
    {
        TVector sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (nint i = 0; i < count; i++)
        {
            var row = rows + ids[i] * stride;
            sum0 = TVector.Add(sum0, TVector.Load(row));
            if (TWidth.Vectors > 1)
                sum1 = TVector.Add(sum1, TVector.Load(row + TVector.Floats));
            if (TWidth.Vectors > 2)
                sum2 = TVector.Add(sum2, TVector.Load(row + 2 * TVector.Floats));
            if (TWidth.Vectors > 3)
                sum3 = TVector.Add(sum3, TVector.Load(row + 3 * TVector.Floats));
        }

        var factor = TVector.Broadcast(share);
        TVector.Multiply(sum0, factor).Store(mean);
        if (TWidth.Vectors > 1)
            TVector.Multiply(sum1, factor).Store(mean + TVector.Floats);
        if (TWidth.Vectors > 2)
            TVector.Multiply(sum2, factor).Store(mean + 2 * TVector.Floats);
        if (TWidth.Vectors > 3)
            TVector.Multiply(sum3, factor).Store(mean + 3 * TVector.Floats);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddMean<TWidth>(float* rows, nint stride, int* ids, nint count, float* delta, float share, float* mean)
        where TWidth : struct, IRowWidth
    {
        TVector sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        TVector delta0 = default, delta1 = default, delta2 = default, delta3 = default;
        delta0 = TVector.Load(delta);
        if (TWidth.Vectors > 1)
            delta1 = TVector.Load(delta + TVector.Floats);
        if (TWidth.Vectors > 2)
            delta2 = TVector.Load(delta + 2 * TVector.Floats);
        if (TWidth.Vectors > 3)
            delta3 = TVector.Load(delta + 3 * TVector.Floats);
        for (nint i = 0; i < count; i++)
        {
            var row = rows + ids[i] * stride;
            var new0 = TVector.Add(TVector.Load(row), delta0);
            new0.Store(row);
            sum0 = TVector.Add(sum0, new0);
            if (TWidth.Vectors > 1)
            {
                var new1 = TVector.Add(TVector.Load(row + TVector.Floats), delta1);
                new1.Store(row + TVector.Floats);
                sum1 = TVector.Add(sum1, new1);
            }

            if (TWidth.Vectors > 2)
            {
                var new2 = TVector.Add(TVector.Load(row + 2 * TVector.Floats), delta2);
                new2.Store(row + 2 * TVector.Floats);
                sum2 = TVector.Add(sum2, new2);
            }

            if (TWidth.Vectors > 3)
            {
                var new3 = TVector.Add(TVector.Load(row + 3 * TVector.Floats), delta3);
                new3.Store(row + 3 * TVector.Floats);
                sum3 = TVector.Add(sum3, new3);
            }
        }

        var factor = TVector.Broadcast(share);
        TVector.Multiply(sum0, factor).Store(mean);
        if (TWidth.Vectors > 1)
            TVector.Multiply(sum1, factor).Store(mean + TVector.Floats);
        if (TWidth.Vectors > 2)
            TVector.Multiply(sum2, factor).Store(mean + 2 * TVector.Floats);
        if (TWidth.Vectors > 3)
            TVector.Multiply(sum3, factor).Store(mean + 3 * TVector.Floats);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Steps<TWidth>(float* rows, nint stride, int* ids, nint count, float* alphas, float* hidden, float* gradient)
        where TWidth : struct, IRowWidth
    {
        TVector sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        TVector hidden0 = default, hidden1 = default, hidden2 = default, hidden3 = default;
        hidden0 = TVector.Load(hidden);
        if (TWidth.Vectors > 1)
            hidden1 = TVector.Load(hidden + TVector.Floats);
        if (TWidth.Vectors > 2)
            hidden2 = TVector.Load(hidden + 2 * TVector.Floats);
        if (TWidth.Vectors > 3)
            hidden3 = TVector.Load(hidden + 3 * TVector.Floats);
        for (nint i = 0; i < count; i++)
        {
            var row = rows + ids[i] * stride;
            var alpha = TVector.Broadcast(alphas[i]);
            var old0 = TVector.Load(row);
            sum0 = TVector.Add(sum0, TVector.Multiply(old0, alpha));
            TVector.Add(old0, TVector.Multiply(hidden0, alpha)).Store(row);
            if (TWidth.Vectors > 1)
            {
                var old1 = TVector.Load(row + TVector.Floats);
                sum1 = TVector.Add(sum1, TVector.Multiply(old1, alpha));
                TVector.Add(old1, TVector.Multiply(hidden1, alpha)).Store(row + TVector.Floats);
            }

            if (TWidth.Vectors > 2)
            {
                var old2 = TVector.Load(row + 2 * TVector.Floats);
                sum2 = TVector.Add(sum2, TVector.Multiply(old2, alpha));
                TVector.Add(old2, TVector.Multiply(hidden2, alpha)).Store(row + 2 * TVector.Floats);
            }

            if (TWidth.Vectors > 3)
            {
                var old3 = TVector.Load(row + 3 * TVector.Floats);
                sum3 = TVector.Add(sum3, TVector.Multiply(old3, alpha));
                TVector.Add(old3, TVector.Multiply(hidden3, alpha)).Store(row + 3 * TVector.Floats);
            }
        }

        sum0.Store(gradient);
        if (TWidth.Vectors > 1)
            sum1.Store(gradient + TVector.Floats);
        if (TWidth.Vectors > 2)
            sum2.Store(gradient + 2 * TVector.Floats);
        if (TWidth.Vectors > 3)
            sum3.Store(gradient + 3 * TVector.Floats);
    }
}
