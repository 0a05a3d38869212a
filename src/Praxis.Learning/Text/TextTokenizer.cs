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

    /// <summary>The text in lower case, where asked for, and well-formed, in a buffer that grows as needed.</summary>
    internal static ReadOnlySpan<char> Normalize(ReadOnlySpan<char> text, bool lowercase, ref char[] buffer)
    {
        if (buffer.Length < text.Length)
            buffer = new char[Math.Max(text.Length, Math.Min(buffer.Length * 2, 1 << 20))];
        if (lowercase)
            text.ToLowerInvariant(buffer);
        else
            text.CopyTo(buffer);
        var normal = buffer.AsSpan(0, text.Length);
        for (var at = normal.IndexOfAnyInRange('\ud800', '\udfff'); at >= 0 && at < normal.Length; at++)
        {
            if (!char.IsSurrogate(normal[at]))
                continue;
            if (at + 1 < normal.Length && char.IsSurrogatePair(normal[at], normal[at + 1]))
                at++;
            else
                normal[at] = '\ufffd';
        }

        return normal;
    }

    /// <summary>Finds the next word at or after <paramref name="position"/> and moves past it.</summary>
    public static bool TryNext(TextTokenizerKind kind, ReadOnlySpan<char> text, ref int position, out ReadOnlySpan<char> word)
    {
        var at = position;
        if (kind == TextTokenizerKind.Whitespace)
        {
            while (at < text.Length && CharacterClasses.IsBlank(text[at]))
                at++;
            var start = at;
            while (at < text.Length && !CharacterClasses.IsBlank(text[at]))
                at++;
            position = at;
            word = text[start..at];
            return at > start;
        }

        var least = kind == TextTokenizerKind.Words ? 2 : 1;
        while (at < text.Length)
        {
            var start = at;
            var runes = 0;
            while (at < text.Length && IsInside(text, at, out var length))
            {
                at += length;
                runes++;
            }

            if (runes >= least)
            {
                position = at;
                word = text[start..at];
                return true;
            }

            while (at < text.Length && !IsInside(text, at, out var length))
                at += length;
        }

        position = at;
        word = default;
        return false;
    }

    private static bool IsInside(ReadOnlySpan<char> text, int at, out int length)
    {
        var c = text[at];
        length = 1;
        if (!char.IsSurrogate(c))
            return CharacterClasses.IsInWord(c);
        Rune.DecodeFromUtf16(text[at..], out var rune, out length);
        return CharacterClasses.IsInWord(Rune.GetUnicodeCategory(rune));
    }
}
