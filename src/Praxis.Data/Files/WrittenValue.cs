using System.Globalization;

namespace Praxis.Data.Files;

/// <summary>Reads what a value may be from its bytes. The rules are those of JSON's numbers and ISO 8601's dates: what looks otherwise (007, +1, 1,5) is text, so that nothing is changed by storing it.</summary>
internal static class WrittenValue
{
    private const int MostExactDigits = 15; // as many as every double gives back (DBL_DIG)

    public static ValueKinds KindsOf(ReadOnlySpan<byte> value) => value.IsEmpty ? ValueKinds.None : value[0] switch
    {
        (byte)'-' => Number(value),
        >= (byte)'0' and <= (byte)'9' => value.Length >= 10 && value[4] == '-' ? Time(value) : Number(value),
        (byte)'t' or (byte)'T' or (byte)'f' or (byte)'F' => Boolean(value),
        _ => ValueKinds.None,
    };

    private static ValueKinds Number(ReadOnlySpan<byte> value)
    {
        var at = value[0] == '-' ? 1 : 0;
        var whole = at;
        if (at == value.Length || !IsDigit(value[at]))
            return ValueKinds.None;
        if (value[at] == '0')
            at++;
        else
            while (at < value.Length && IsDigit(value[at]))
                at++;
        if (at == value.Length)
        {
            var isInteger = at - whole < 19 || long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
            return (isInteger ? ValueKinds.Integer : 0)
                | (value is [(byte)'-', (byte)'0'] ? 0 : ValueKinds.PlainInteger)
                | (at - whole <= MostExactDigits ? ValueKinds.Double : 0);
        }

        var point = at;
        if (value[at] == '.')
        {
            var fraction = ++at;
            while (at < value.Length && IsDigit(value[at]))
                at++;
            if (at == fraction)
                return ValueKinds.None;
        }

        var mantissa = at;
        if (at < value.Length && (value[at] | 0x20) == 'e')
        {
            at++;
            if (at < value.Length && value[at] is (byte)'+' or (byte)'-')
                at++;
            var exponent = at;
            while (at < value.Length && IsDigit(value[at]))
                at++;
            if (at == exponent)
                return ValueKinds.None;
        }

        if (at < value.Length || !IsExactDouble(value, whole, mantissa))
            return ValueKinds.None;
        return ValueKinds.Double | (mantissa == value.Length && IsPlainFraction(value[whole..point], value[(point + 1)..]) ? ValueKinds.PlainDouble : 0);
    }

    private static bool IsExactDouble(ReadOnlySpan<byte> value, int whole, int mantissa)
    {
        var digits = 0;
        foreach (var b in value[whole..mantissa])
            if (b != '.' && (digits > 0 || b != '0'))
                digits++;
        if (digits > MostExactDigits)
            return false;
        if (mantissa == value.Length && value.Length < 300)
            return true;
        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && (number != 0 || digits == 0);
    }

    /// <summary>Whether the database writes the double back in the same digits; it goes over to exponents below 0.0001.</summary>
    private static bool IsPlainFraction(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction) =>
        (fraction[^1] != '0' || fraction.Length == 1)
        && (whole is not [(byte)'0'] || fraction is [(byte)'0'] || fraction[..Math.Min(3, fraction.Length)].ContainsAnyExcept((byte)'0'));

    private static ValueKinds Boolean(ReadOnlySpan<byte> value)
    {
        if (value.SequenceEqual("true"u8) || value.SequenceEqual("false"u8))
            return ValueKinds.Boolean | ValueKinds.PlainBoolean;
        return System.Text.Ascii.EqualsIgnoreCase(value, "true"u8) || System.Text.Ascii.EqualsIgnoreCase(value, "false"u8) ? ValueKinds.Boolean : ValueKinds.None;
    }

    private static ValueKinds Time(ReadOnlySpan<byte> value)
    {
        if (value[7] != '-' || !IsDay(Two(value, 0) * 100 + Two(value, 2), Two(value, 5), Two(value, 8)) || Two(value, 0) < 0 || Two(value, 2) < 0)
            return ValueKinds.None;
        if (value.Length == 10)
            return ValueKinds.Day | ValueKinds.Moment;
        if (value.Length < 16 || value[10] is not ((byte)'T' or (byte)' ') || value[13] != ':' || Two(value, 11) is < 0 or > 23 || Two(value, 14) is < 0 or > 59)
            return ValueKinds.None;
        var at = 16;
        if (at < value.Length && value[at] == ':')
        {
            if (value.Length < 19 || Two(value, 17) is < 0 or > 59)
                return ValueKinds.None;
            at = 19;
            if (at < value.Length && value[at] == '.')
            {
                var fraction = ++at;
                while (at < value.Length && IsDigit(value[at]))
                    at++;
                if (at - fraction is < 1 or > 9)
                    return ValueKinds.None;
            }
        }

        if (at == value.Length)
            return ValueKinds.Moment | (at == 19 && value[10] == ' ' ? ValueKinds.PlainMoment : 0);
        return IsOffset(value[at..]) ? ValueKinds.Moment | ValueKinds.Zoned : ValueKinds.None;
    }

    private static bool IsOffset(ReadOnlySpan<byte> offset) => offset switch
    {
        [(byte)'Z'] => true,
        [(byte)'+' or (byte)'-', _, _, (byte)':', _, _] => Two(offset, 1) >= 0 && Two(offset, 4) >= 0,
        [(byte)'+' or (byte)'-', _, _, _, _] => Two(offset, 1) >= 0 && Two(offset, 3) >= 0,
        _ => false,
    };

    private static bool IsDay(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    /// <summary>Two digits as a number; negative where they are none.</summary>
    private static int Two(ReadOnlySpan<byte> value, int at) => IsDigit(value[at]) && IsDigit(value[at + 1]) ? ((value[at] - '0') * 10) + value[at + 1] - '0' : -1;

    private static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';
}
