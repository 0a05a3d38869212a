namespace Praxis.Learning.FastText.Files;

/// <summary>
/// Writes floats as C's <c>%.Ng</c> does: the common numbers, between a ten-thousandth and ten million, by one multiplication; the others, and those whose digits are
/// nearly half way between two, by <see cref="ExactShortFloat"/>. A float times a power of ten is off by at most 2^-53 of itself in double, so by less than 2^-29 where it has
/// at most eight digits.
/// </summary>
internal static class GeneralFloat
{
    private const double Half = 1e-6;
    private static ReadOnlySpan<double> Powers => [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];

    /// <summary>Writes a number and returns its length.</summary>
    /// <param name="value">The number.</param>
    /// <param name="into">Where to, at least <see cref="ShortFloat.Longest"/> bytes.</param>
    /// <param name="digits">Most significant digits, 1 to 8.</param>
    public static int Write(float value, Span<byte> into, int digits)
    {
        var size = Math.Abs((double)value);
        if (!(size >= 1e-4 && size < Powers[digits]))
            return ExactShortFloat.Write(value, into, digits);
        var exponent = size >= 1 ? 0 : -1;
        while (exponent >= 0 && exponent + 1 < digits && size >= Powers[exponent + 1])
            exponent++;
        while (exponent < 0 && size * Powers[-exponent] < 1)
            exponent--;
        var scaled = size * Powers[digits - 1 - exponent];
        var number = (long)scaled;
        var fraction = scaled - number;
        if (Math.Abs(fraction - 0.5) < Half)
            return ExactShortFloat.Write(value, into, digits);
        number += fraction > 0.5 ? 1 : 0;
        if (number == (long)Powers[digits])
            return ExactShortFloat.Write(value, into, digits);
        return Text(value < 0, number, exponent, into, digits);
    }

    private static int Text(bool isNegative, long number, int exponent, Span<byte> into, int digits)
    {
        var at = 0;
        if (isNegative)
            into[at++] = (byte)'-';
        var left = digits;
        while (left > Math.Max(1, exponent + 1) && number % 10 == 0)
        {
            number /= 10;
            left--;
        }

        if (exponent < 0)
        {
            into[at++] = (byte)'0';
            into[at++] = (byte)'.';
            for (var zero = exponent + 1; zero < 0; zero++)
                into[at++] = (byte)'0';
            return at + Digits(number, left, into[at..]);
        }

        var whole = exponent + 1;
        if (left <= whole)
            return at + Digits(number, left, into[at..]);
        var scale = (long)Powers[left - whole];
        at += Digits(number / scale, whole, into[at..]);
        into[at++] = (byte)'.';
        return at + Digits(number % scale, left - whole, into[at..]);
    }

    private static int Digits(long number, int count, Span<byte> into)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            into[i] = (byte)('0' + number % 10);
            number /= 10;
        }

        return count;
    }
}
