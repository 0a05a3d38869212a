using System.Runtime.CompilerServices;

namespace Praxis.Learning.FastText.Rows;

/// <summary>Scalar products of several rows with one vector, side by side, each summed from column 0 on.</summary>
internal static unsafe class RowDots
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Two(float** rows, float* vector, int columns, float* sums)
    {
        float* a = rows[0], b = rows[1];
        float sumA = 0, sumB = 0;
        for (nint k = 0; k < columns; k++)
        {
            var x = vector[k];
            sumA += a[k] * x;
            sumB += b[k] * x;
        }

        sums[0] = sumA;
        sums[1] = sumB;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four(float** rows, float* vector, int columns, float* sums)
    {
        float* a = rows[0], b = rows[1], c = rows[2], d = rows[3];
        float sumA = 0, sumB = 0, sumC = 0, sumD = 0;
        for (nint k = 0; k < columns; k++)
        {
            var x = vector[k];
            sumA += a[k] * x;
            sumB += b[k] * x;
            sumC += c[k] * x;
            sumD += d[k] * x;
        }

        sums[0] = sumA;
        sums[1] = sumB;
        sums[2] = sumC;
        sums[3] = sumD;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Six(float** rows, float* vector, int columns, float* sums)
    {
        float* a = rows[0], b = rows[1], c = rows[2], d = rows[3], e = rows[4], f = rows[5];
        float sumA = 0, sumB = 0, sumC = 0, sumD = 0, sumE = 0, sumF = 0;
        for (nint k = 0; k < columns; k++)
        {
            var x = vector[k];
            sumA += a[k] * x;
            sumB += b[k] * x;
            sumC += c[k] * x;
            sumD += d[k] * x;
            sumE += e[k] * x;
            sumF += f[k] * x;
        }

        sums[0] = sumA;
        sums[1] = sumB;
        sums[2] = sumC;
        sums[3] = sumD;
        sums[4] = sumE;
        sums[5] = sumF;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Eight(float** rows, float* vector, int columns, float* sums)
    {
        float* a = rows[0], b = rows[1], c = rows[2], d = rows[3], e = rows[4], f = rows[5], g = rows[6], h = rows[7];
        float sumA = 0, sumB = 0, sumC = 0, sumD = 0, sumE = 0, sumF = 0, sumG = 0, sumH = 0;
        for (nint k = 0; k < columns; k++)
        {
            var x = vector[k];
            sumA += a[k] * x;
            sumB += b[k] * x;
            sumC += c[k] * x;
            sumD += d[k] * x;
            sumE += e[k] * x;
            sumF += f[k] * x;
            sumG += g[k] * x;
            sumH += h[k] * x;
        }

        sums[0] = sumA;
        sums[1] = sumB;
        sums[2] = sumC;
        sums[3] = sumD;
        sums[4] = sumE;
        sums[5] = sumF;
        sums[6] = sumG;
        sums[7] = sumH;
    }
}
