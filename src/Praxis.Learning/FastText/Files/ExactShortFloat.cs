using System.Globalization;
using System.Numerics;

namespace Praxis.Learning.FastText.Files;

/// <summary>The slow and exact way of <see cref="ShortFloat"/>: the value rounded half to even to so many significant digits, trailing zeros dropped.</summary>
internal static class ExactShortFloat
{
    /// <summary>Writes a number and returns its length; <paramref name="into"/> holds at least <see cref="ShortFloat.Longest"/> bytes.</summary>
    public static int Write(float value, Span<byte> into, int digits)
    {
        if (float.IsNaN(value))
            return Copy(float.IsNegative(value) ? "-nan"u8 : "nan"u8, into);
        if (float.IsInfinity(value))
            return Copy(value < 0 ? "-inf"u8 : "inf"u8, into);
        if (value == 0)
            return Copy(float.IsNegative(value) ? "-0"u8 : "0"u8, into);
        var (number, exponent) = Round(Math.Abs(value), digits);
        var text = number.ToString(CultureInfo.InvariantCulture).TrimEnd('0');
        var sign = value < 0 ? "-" : "";
        string all;
        if (exponent < -4 || exponent >= digits)
            all = $"{sign}{text[0]}{(text.Length > 1 ? "." + text[1..] : "")}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        else if (exponent < 0)
            all = $"{sign}0.{new string('0', -exponent - 1)}{text}";
        else
            all = text.Length <= exponent + 1 ? sign + text.PadRight(exponent + 1, '0') : $"{sign}{text[..(exponent + 1)]}.{text[(exponent + 1)..]}";
        return System.Text.Encoding.ASCII.GetBytes(all, into);
    }

    // The number of so many digits nearest to the value, ties to the even one, and the exponent of its first digit; in whole numbers, so without error.
    private static (BigInteger Number, int Exponent) Round(float value, int digits)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        var (biased, fraction) = ((int)(bits >> 23), bits & 0x7fffff);
        var (mantissa, power) = biased == 0 ? (fraction, -149) : (fraction | 0x800000, biased - 150);
        var (numerator, denominator) = power >= 0 ? (new BigInteger(mantissa) << power, BigInteger.One) : (new BigInteger(mantissa), BigInteger.One << -power);
        var exponent = (int)Math.Floor(Math.Log10(value));
        for (; ; exponent++)
        {
            var shift = digits - 1 - exponent;
            var (n, d) = shift >= 0 ? (numerator * BigInteger.Pow(10, shift), denominator) : (numerator, denominator * BigInteger.Pow(10, -shift));
            var quotient = BigInteger.DivRem(n, d, out var rest);
            var twice = (rest * 2).CompareTo(d);
            if (twice > 0 || (twice == 0 && !quotient.IsEven))
                quotient += 1;
            if (quotient < BigInteger.Pow(10, digits) && quotient >= BigInteger.Pow(10, digits - 1))
                return (quotient, exponent);
            if (quotient < BigInteger.Pow(10, digits - 1))
                exponent -= 2;
        }
    }

    private static int Copy(ReadOnlySpan<byte> text, Span<byte> into)
    {
        text.CopyTo(into);
        return text.Length;
    }
}
