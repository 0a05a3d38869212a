using System.Globalization;
using Praxis.Contracts.Foundation;

namespace Praxis.Cli.FastText;

/// <summary>Numbers as C++ reads them: blanks, then as much as is a number; what follows does not count.</summary>
internal static class LeadingNumber
{
    /// <summary>A whole number of 32 bits.</summary>
    /// <exception cref="UserException">The text begins with no number, or with one out of range.</exception>
    public static int Whole(string name, string text)
    {
        var at = Blanks(text);
        var isNegative = at < text.Length && text[at] == '-';
        if (at < text.Length && text[at] is '-' or '+')
            at++;
        var (start, value) = (at, 0L);
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
            value = Math.Min(value * 10 + (text[at] - '0'), int.MaxValue + 2L);
        if (at == start)
            throw Bad(name, text, "a whole number");
        value = isNegative ? -value : value;
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw Bad(name, text, "a whole number of at most 2147483647");
    }

    /// <summary>A real number of 32 bits.</summary>
    /// <exception cref="UserException">The text begins with no number, or with one out of range.</exception>
    public static float Real(string name, string text)
    {
        var start = Blanks(text);
        var number = text.AsSpan(start, Length(text.AsSpan(start)));
        if (number.Length == 0 || !float.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return Special(text.AsSpan(start)) ?? throw Bad(name, text, "a number");
        return float.IsFinite(value) ? value : throw Bad(name, text, "a number below 3.4e38");
    }

    private static int Blanks(string text)
    {
        var at = 0;
        while (at < text.Length && text[at] is ' ' or >= '\t' and <= '\r')
            at++;
        return at;
    }

    private static int Length(ReadOnlySpan<char> text)
    {
        var at = text.Length > 0 && text[0] is '-' or '+' ? 1 : 0;
        var digits = 0;
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
            digits++;
        if (at < text.Length && text[at] == '.')
            for (at++; at < text.Length && char.IsAsciiDigit(text[at]); at++)
                digits++;
        if (digits == 0)
            return 0;
        if (at >= text.Length || text[at] is not ('e' or 'E'))
            return at;
        var exponent = at + 1;
        if (exponent < text.Length && text[exponent] is '-' or '+')
            exponent++;
        if (exponent >= text.Length || !char.IsAsciiDigit(text[exponent]))
            return at;
        while (exponent < text.Length && char.IsAsciiDigit(text[exponent]))
            exponent++;
        return exponent;
    }

    private static float? Special(ReadOnlySpan<char> text)
    {
        var isNegative = text.StartsWith("-", StringComparison.Ordinal);
        var name = text.Length > 0 && text[0] is '-' or '+' ? text[1..] : text;
        if (name.StartsWith("inf", StringComparison.OrdinalIgnoreCase))
            return isNegative ? float.NegativeInfinity : float.PositiveInfinity;
        return name.StartsWith("nan", StringComparison.OrdinalIgnoreCase) ? float.NaN : null;
    }

    private static UserException Bad(string name, string text, string expected) =>
        new(new Problem { Type = "bad-number", Found = $"{name} is {SafeText.Line(text, 60)}", Expected = expected });
}
