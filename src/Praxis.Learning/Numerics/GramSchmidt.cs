using System.Numerics.Tensors;
using Praxis.Learning.Linear;

namespace Praxis.Learning.Numerics;

/// <summary>
/// QR by modified Gram-Schmidt, each column cleaned twice ("twice is enough": L. Giraud, J. Langou and M. Rozložník, 2005, "The loss of orthogonality in
/// the Gram-Schmidt orthogonalization process"). Columns lie one after the other; the result does not depend on the threads.
/// </summary>
internal static class GramSchmidt
{
    private const double Negligible = 1e-12;

    /// <summary>
    /// Replaces <paramref name="a"/> <c>[rows, columns]</c>, column after column, by Q and gives R <c>[columns, columns]</c>, row after row, with <c>A = QR</c>.
    /// A column that the ones before it span becomes zero, in Q and on R's diagonal.
    /// </summary>
    public static double[] Factor(double[] a, int rows, int columns, int threads)
    {
        var r = new double[columns * columns];
        for (var i = 0; i < columns; i++)
        {
            var own = a.AsMemory(i * rows, rows);
            var before = TensorPrimitives.Norm<double>(own.Span);
            Clean(a, own, rows, i, r, columns);
            var left = TensorPrimitives.Norm<double>(own.Span);
            var whole = Whole(r, columns, i, left);
            if (!(left > Negligible * Math.Max(whole, before)))
            {
                own.Span.Clear();
                continue;
            }

            r[(i * columns) + i] = left;
            TensorPrimitives.Divide(own.Span, left, own.Span);
            FixedChunks.For(threads, columns - i - 1, later => Subtract(own.Span, a.AsSpan((i + 1 + later) * rows, rows), ref r[(i * columns) + i + 1 + later]));
        }

        return r;
    }

    // The second pass: what rounding left of the columns before.
    private static void Clean(double[] a, Memory<double> own, int rows, int count, double[] r, int columns)
    {
        for (var j = 0; j < count; j++)
            Subtract(a.AsSpan(j * rows, rows), own.Span, ref r[(j * columns) + count]);
    }

    private static void Subtract(ReadOnlySpan<double> unit, Span<double> from, ref double share)
    {
        var part = TensorPrimitives.Dot(unit, from);
        share += part;
        TensorPrimitives.MultiplyAdd(unit, -part, from, from);
    }

    // The norm that the column had at first: its shares of the columns before, and what is left.
    private static double Whole(double[] r, int columns, int i, double left)
    {
        var squares = left * left;
        for (var j = 0; j < i; j++)
            squares += r[(j * columns) + i] * r[(j * columns) + i];
        return Math.Sqrt(squares);
    }
}
