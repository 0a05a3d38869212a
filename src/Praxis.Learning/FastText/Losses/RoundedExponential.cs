using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Praxis.Learning.FastText.Losses;

/// <summary>
/// exp of four floats, computed in double and rounded to float. The double's error is below 4 units in its last place; where it lies nearer than 64 such units to the
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

    /// <summary>The exponentials, and whether all four are rounded as an exact result would be. Arguments below -86 are not sure.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector128<float> Values, bool IsSure) Of(Vector128<float> arguments)
    {
        var x = Vector256.WidenLower(arguments.ToVector256Unsafe());
        var shifted = x * Vector256.Create(Log2E) + Vector256.Create(Rounder);
        var n = shifted - Vector256.Create(Rounder);
        var r = x - n * Vector256.Create(Ln2High) - n * Vector256.Create(Ln2Low);

        // The Taylor series up to degree 13 leaves less than 2^-58 on |r| <= ln 2 / 2.
        var sum = Vector256.Create(1.0 / 6227020800);
        sum = sum * r + Vector256.Create(1.0 / 479001600);
        sum = sum * r + Vector256.Create(1.0 / 39916800);
        sum = sum * r + Vector256.Create(1.0 / 3628800);
        sum = sum * r + Vector256.Create(1.0 / 362880);
        sum = sum * r + Vector256.Create(1.0 / 40320);
        sum = sum * r + Vector256.Create(1.0 / 5040);
        sum = sum * r + Vector256.Create(1.0 / 720);
        sum = sum * r + Vector256.Create(1.0 / 120);
        sum = sum * r + Vector256.Create(1.0 / 24);
        sum = sum * r + Vector256.Create(1.0 / 6);
        sum = sum * r + Vector256.Create(0.5);
        sum = sum * r + Vector256<double>.One;
        sum = sum * r + Vector256<double>.One;
        var scale = (shifted.AsInt64() + Vector256.Create(1023L)) << 52;
        var value = sum * scale.AsDouble();

        // The 29 bits that a float drops, as a distance from one half of its last place.
        var dropped = value.AsInt64() & Vector256.Create((1L << 29) - 1);
        var distance = Vector256.Abs(dropped - Vector256.Create(1L << 28));
        var isSure = Vector256.GreaterThanAll(distance, Vector256.Create(64L)) && Vector128.GreaterThanOrEqualAll(arguments, Vector128.Create(-86f));
        return (Vector256.Narrow(value, Vector256<double>.Zero).GetLower(), isSure);
    }
}
