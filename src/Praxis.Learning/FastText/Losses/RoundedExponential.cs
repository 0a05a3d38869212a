using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Praxis.Learning.FastText.Losses;

/// <summary>
/// exp of eight floats, computed in double and rounded to float. The double's error is below 4 units in its last place; where it lies nearer than 64 such units to the
/// middle of two floats, the rounding could differ from that of an exact exponential, and the caller is told.
/// </summary>
internal static class RoundedExponential
{
    private const double Log2E = 1.4426950408889634;

    // ln 2 in two parts, the first with trailing zeros, so that n x high is exact (W. Cody and W. Waite, 1980).
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    // Added and taken away again, it rounds a small double to a whole number.
    private const double Rounder = 6755399441055744.0;

    /// <summary>The exponentials, and whether all eight are rounded as an exact result would be. Arguments below -86 are not sure.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<float> Values, bool IsSure) Of(Vector256<float> arguments)
    {
        var x = Vector512.WidenLower(arguments.ToVector512Unsafe());
        var shifted = x * Vector512.Create(Log2E) + Vector512.Create(Rounder);
        var n = shifted - Vector512.Create(Rounder);
        var r = x - n * Vector512.Create(Ln2High) - n * Vector512.Create(Ln2Low);

        // The Taylor series up to degree 13 leaves less than 2^-58 on |r| <= ln 2 / 2; a fused product only makes the error smaller.
        var sum = Vector512.Create(1.0 / 6227020800);
        sum = Next(sum, r, 1.0 / 479001600);
        sum = Next(sum, r, 1.0 / 39916800);
        sum = Next(sum, r, 1.0 / 3628800);
        sum = Next(sum, r, 1.0 / 362880);
        sum = Next(sum, r, 1.0 / 40320);
        sum = Next(sum, r, 1.0 / 5040);
        sum = Next(sum, r, 1.0 / 720);
        sum = Next(sum, r, 1.0 / 120);
        sum = Next(sum, r, 1.0 / 24);
        sum = Next(sum, r, 1.0 / 6);
        sum = Next(sum, r, 0.5);
        sum = Next(sum, r, 1.0);
        sum = Next(sum, r, 1.0);
        var scale = (shifted.AsInt64() + Vector512.Create(1023L)) << 52;
        var value = sum * scale.AsDouble();

        // The 29 bits that a float drops, as a distance from one half of its last place.
        var dropped = value.AsInt64() & Vector512.Create((1L << 29) - 1);
        var distance = Vector512.Abs(dropped - Vector512.Create(1L << 28));
        var isSure = Vector512.GreaterThanAll(distance, Vector512.Create(64L)) && Vector256.GreaterThanOrEqualAll(arguments, Vector256.Create(-86f));
        return (Vector512.Narrow(value, Vector512<double>.Zero).GetLower(), isSure);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Next(Vector512<double> sum, Vector512<double> r, double coefficient) => Vector512.MultiplyAddEstimate(sum, r, Vector512.Create(coefficient));
}
