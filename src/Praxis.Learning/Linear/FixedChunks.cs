using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Praxis.Learning.Linear;

/// <summary>Arithmetic on long vectors, cut into chunks whose number does not depend on the threads, so that sums do not either.</summary>
internal static class FixedChunks
{
    private const int Size = 1 << 15;

    /// <summary>Does each chunk once; who does which is left open.</summary>
    public static void For(int threads, int chunks, Action<int> body)
    {
        if (threads <= 1 || chunks <= 1)
        {
            for (var chunk = 0; chunk < chunks; chunk++)
                body(chunk);
        }
        else
        {
            try
            {
                Parallel.For(0, chunks, new ParallelOptions { MaxDegreeOfParallelism = threads }, body);
            }
            catch (AggregateException e)
            {
                ExceptionDispatchInfo.Throw(e.InnerExceptions[0]); // as one thread would have thrown it
            }
        }
    }

    /// <summary>The inner product; the lengths are a multiple of 4.</summary>
    public static double Dot(int threads, double[] a, double[] b)
    {
        Refuse(a, b);
        var chunks = (a.Length + Size - 1) / Size;
        var parts = new double[chunks];
        For(threads, chunks, chunk =>
        {
            var end = Math.Min(a.Length, (chunk + 1) * Size);
            var sum = Vector256<double>.Zero;
            for (var i = chunk * Size; i < end; i += 4)
                sum += At(a, i) * At(b, i);
            parts[chunk] = Vector256.Sum(sum);
        });
        var total = 0.0;
        foreach (var part in parts)
            total += part;
        return total;
    }

    /// <summary>to = a * scale + b; the lengths are a multiple of 4.</summary>
    public static void Combine(int threads, double[] a, double scale, double[] b, double[] to)
    {
        Refuse(a, b);
        Refuse(a, to);
        For(threads, (a.Length + Size - 1) / Size, chunk =>
        {
            var end = Math.Min(a.Length, (chunk + 1) * Size);
            var factor = Vector256.Create(scale);
            for (var i = chunk * Size; i < end; i += 4)
                ((At(a, i) * factor) + At(b, i)).StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(to), (nuint)i);
        });
    }

    /// <summary>a = a * scale * b; the lengths are a multiple of 4.</summary>
    public static void Multiply(int threads, double[] b, double scale, double[] a)
    {
        Refuse(a, b);
        For(threads, (a.Length + Size - 1) / Size, chunk =>
        {
            var end = Math.Min(a.Length, (chunk + 1) * Size);
            var factor = Vector256.Create(scale);
            for (var i = chunk * Size; i < end; i += 4)
                (At(a, i) * factor * At(b, i)).StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(a), (nuint)i);
        });
    }

    /// <summary>Σ a² b; the lengths are a multiple of 4.</summary>
    public static double WeightedSquares(int threads, double[] a, double[] b)
    {
        Refuse(a, b);
        var chunks = (a.Length + Size - 1) / Size;
        var parts = new double[chunks];
        For(threads, chunks, chunk =>
        {
            var end = Math.Min(a.Length, (chunk + 1) * Size);
            var sum = Vector256<double>.Zero;
            for (var i = chunk * Size; i < end; i += 4)
                sum += At(a, i) * At(a, i) * At(b, i);
            parts[chunk] = Vector256.Sum(sum);
        });
        var total = 0.0;
        foreach (var part in parts)
            total += part;
        return total;
    }

    /// <summary>The greatest magnitude.</summary>
    public static double MaxMagnitude(double[] a)
    {
        var most = 0.0;
        foreach (var value in a)
            most = Math.Max(most, Math.Abs(value));
        return most;
    }

    // The loops read whole vectors without asking where an array ends.
    private static void Refuse(double[] a, double[] b)
    {
        if (a.Length % 4 != 0 || b.Length != a.Length)
            throw new ArgumentException($"lengths {a.Length} and {b.Length} are not the same multiple of 4", nameof(a));
    }

    /// <summary>Four values from <paramref name="index"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> At(double[] a, int index) => Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(a), (nuint)index);
}
