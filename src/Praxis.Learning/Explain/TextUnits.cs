using System.Globalization;
using System.Text;

namespace Praxis.Learning.Explain;

/// <summary>Cuts a text into units. Units are in order, do not overlap, and hold every character that is not white space.</summary>
public static class TextUnits
{
    private static readonly HashSet<string> Abbreviations = new(["mr", "mrs", "ms", "dr", "prof", "st", "vs", "etc", "e.g", "i.e", "no", "approx"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The units of a text; none of an empty or blank one.</summary>
    public static IReadOnlyList<TextUnit> Split(string text, TextGranularity granularity)
    {
        ArgumentNullException.ThrowIfNull(text);
        return granularity switch
        {
            TextGranularity.Token => [.. Tokens(text)],
            TextGranularity.Sentence => [.. Sentences(text)],
            TextGranularity.Paragraph => [.. Paragraphs(text)],
            _ => throw new ArgumentOutOfRangeException(nameof(granularity)),
        };
    }

    /// <summary>At most <paramref name="most"/> units: neighbours are joined, equally many each, where there are more.</summary>
    public static IReadOnlyList<TextUnit> Join(IReadOnlyList<TextUnit> units, int most)
    {
        ArgumentNullException.ThrowIfNull(units);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        if (units.Count <= most)
            return units;
        var joined = new TextUnit[most];
        for (var i = 0; i < most; i++)
        {
            var (first, last) = (units[(int)((long)i * units.Count / most)], units[(int)((i + 1L) * units.Count / most) - 1]);
            joined[i] = new TextUnit(first.Start, last.End - first.Start);
        }

        return joined;
    }

    private static IEnumerable<TextUnit> Tokens(string text)
    {
        var (start, kind) = (0, CharacterKind.Space);
        for (var at = 0; at < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            var own = KindOf(rune);
            if (own == CharacterKind.Joining && kind != CharacterKind.Space)
                own = kind == CharacterKind.Ideograph ? CharacterKind.Ideograph : kind;
            else if (own == CharacterKind.Joining)
                own = CharacterKind.Mark;
            else if (rune.Value is '\'' or '’' && kind == CharacterKind.Word && at + 1 < text.Length && Rune.DecodeFromUtf16(text.AsSpan(at + 1), out var next, out _) == System.Buffers.OperationStatus.Done && Rune.IsLetter(next))
                own = CharacterKind.Word;
            else if (own != kind || own == CharacterKind.Ideograph)
            {
                if (kind != CharacterKind.Space)
                    yield return new TextUnit(start, at - start);
                start = at;
            }

            if (kind == CharacterKind.Space)
                start = at;
            kind = own;
            at += length;
        }

        if (kind != CharacterKind.Space)
            yield return new TextUnit(start, text.Length - start);
    }

    private static IEnumerable<TextUnit> Sentences(string text)
    {
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (!IsEnd(text[at]))
                continue;
            var end = at + 1;
            while (end < text.Length && (IsEnd(text[end]) || text[end] is '"' or '\'' or ')' or ']' or '}' or '”' or '’' or '»'))
                end++;
            var isLast = end == text.Length || (text[at] is '。' or '！' or '？');
            if (!isLast && !char.IsWhiteSpace(text[end]))
                continue;
            if (!isLast && text[at] == '.' && end == at + 1 && (IsAbbreviation(text, start, at) || GoesOn(text, end)))
                continue;
            foreach (var unit in Trimmed(text, start, end))
                yield return unit;
            start = end;
            at = end - 1;
        }

        foreach (var unit in Trimmed(text, start, text.Length))
            yield return unit;
    }

    private static IEnumerable<TextUnit> Paragraphs(string text)
    {
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is not ('\n' or '\r'))
                continue;
            var (breaks, end) = (0, at);
            for (; end < text.Length && char.IsWhiteSpace(text[end]); end++)
                breaks += text[end] == '\n' || (text[end] == '\r' && (end + 1 == text.Length || text[end + 1] != '\n')) ? 1 : 0;
            if (breaks >= 2)
            {
                foreach (var unit in Trimmed(text, start, at))
                    yield return unit;
                start = end;
            }

            at = end - 1;
        }

        foreach (var unit in Trimmed(text, start, text.Length))
            yield return unit;
    }

    private static IEnumerable<TextUnit> Trimmed(string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
            start++;
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        if (end > start)
            yield return new TextUnit(start, end - start);
    }

    private static bool IsEnd(char c) => c is '.' or '!' or '?' or '…' or '。' or '！' or '？';

    // "mr. smith", "J. Smith"
    private static bool IsAbbreviation(string text, int start, int period)
    {
        var begin = period;
        while (begin > start && !char.IsWhiteSpace(text[begin - 1]))
            begin--;
        var word = text[begin..period].TrimStart('(', '"', '\'');
        return Abbreviations.Contains(word) || (word.Length == 1 && char.IsUpper(word[0]) && word[0] != 'I');
    }

    // "4. i felt": a number and lower case go on.
    private static bool GoesOn(string text, int at)
    {
        var isNumber = at >= 2 && char.IsAsciiDigit(text[at - 2]);
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return isNumber && at < text.Length && char.IsLower(text[at]);
    }

    private static CharacterKind KindOf(Rune rune)
    {
        if (Rune.IsWhiteSpace(rune))
            return CharacterKind.Space;
        if (rune.Value is (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0x20000 and <= 0x3FFFF))
            return CharacterKind.Ideograph;
        if (Rune.IsLetterOrDigit(rune) || rune.Value == '_')
            return CharacterKind.Word;
        return Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
            ? CharacterKind.Joining
            : CharacterKind.Mark;
    }

    private enum CharacterKind
    {
        Space,
        Word,
        Ideograph,
        Joining,
        Mark,
    }
}
