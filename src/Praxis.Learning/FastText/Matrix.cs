using System.Numerics;
using System.Runtime.InteropServices;

namespace Praxis.Learning.FastText;

/// <summary>Rows of floats. Sums over columns keep the order of the original; what is done column by column is vectorised, which changes no bit.</summary>
internal sealed class Matrix(long rows, int columns)
{
    public long Rows { get; } = rows;

    public int Columns { get; } = columns;

    public float[] Values { get; } = new float[checked((int)(rows * columns))];

    public Span<float> Row(int row) => Values.AsSpan(row * Columns, Columns);

    /// <summary>The products added one after the other from column 0.</summary>
    public float Dot(ReadOnlySpan<float> vector, int row)
    {
        var own = Values.AsSpan(row * Columns, vector.Length);
        var sum = 0f;
        for (var k = 0; k < vector.Length; k++)
            sum += own[k] * vector[k];
        return sum;
    }

    /// <summary><c>target += factor x source</c>, the product rounded first.</summary>
    public static void AddScaled(Span<float> target, ReadOnlySpan<float> source, float factor)
    {
        var wideTarget = MemoryMarshal.Cast<float, Vector<float>>(target);
        var wideSource = MemoryMarshal.Cast<float, Vector<float>>(source);
        for (var k = 0; k < wideTarget.Length; k++)
            wideTarget[k] += wideSource[k] * factor;
        for (var k = wideTarget.Length * Vector<float>.Count; k < target.Length; k++)
            target[k] += source[k] * factor;
    }

    /// <summary><c>target += source</c>.</summary>
    public static void Add(Span<float> target, ReadOnlySpan<float> source)
    {
        var wideTarget = MemoryMarshal.Cast<float, Vector<float>>(target);
        var wideSource = MemoryMarshal.Cast<float, Vector<float>>(source);
        for (var k = 0; k < wideTarget.Length; k++)
            wideTarget[k] += wideSource[k];
        for (var k = wideTarget.Length * Vector<float>.Count; k < target.Length; k++)
            target[k] += source[k];
    }

    public static void Scale(Span<float> target, float factor)
    {
        foreach (ref var value in target)
            value *= factor;
    }
}
