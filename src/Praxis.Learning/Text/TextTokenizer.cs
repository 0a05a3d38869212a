using System.Globalization;
using System.Text;

namespace Praxis.Learning.Text;

/// <summary>Splits texts into words without allocating a string per word.</summary>
public static class TextTokenizer
{
    /// <summary>The text in lower case and well-formed; what <see cref="TryNext"/> expects.</summary>
    public static string Normalize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lower = text.ToLowerInvariant();
        for (var i = 0; i < lower.Length; i++)
        {
            if (!char.IsSurrogate(lower[i]))
                continue;
            if (i + 1 < lower.Length && char.IsSurrogatePair(lower[i], lower[i + 1]))
                i++;
            else
                return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(lower)); // a lone half becomes U+FFFD
        }

        return lower;
    }

    /// <summary>Finds the next word at or after <paramref name="position"/> and moves past it.</summary>
    public static bool TryNext(TextTokenizerKind kind, ReadOnlySpan<char> text, ref int position, out ReadOnlySpan<char> word)
    {
        var at = position;
        while (at < text.Length)
        {
            var start = at;
            var runes = 0;
            while (at < text.Length && IsInside(kind, text, at, out var length))
            {
                at += length;
                runes++;
            }

            if (runes >= (kind == TextTokenizerKind.Words ? 2 : 1))
            {
                position = at;
                word = text[start..at];
                return true;
            }

            if (at < text.Length)
            {
                IsInside(kind, text, at, out var length);
                at += length;
            }
        }

        position = at;
        word = default;
        return false;
    }

    private static bool IsInside(TextTokenizerKind kind, ReadOnlySpan<char> text, int at, out int length)
    {
        var c = text[at];
        length = 1;
        if (kind == TextTokenizerKind.Whitespace)
            return !char.IsWhiteSpace(c);
        if (char.IsAscii(c))
            return char.IsAsciiLetterOrDigit(c) || c == '_';
        Rune.DecodeFromUtf16(text[at..], out var rune, out length);
        return Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
            or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
    }
}
