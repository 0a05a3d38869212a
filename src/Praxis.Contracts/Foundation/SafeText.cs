using System.Globalization;
using System.Text;

namespace Praxis.Contracts.Foundation;

/// <summary>Text that came from data, made harmless for where it is shown.</summary>
public static class SafeText
{
    /// <summary>
    /// One line for a terminal or a log: control characters (terminal escapes among them), line breaks, unpaired
    /// surrogates and the marks that turn the reading direction become visible <c>\u....</c> escapes; what is longer
    /// than <paramref name="most"/> characters is cut with an ellipsis.
    /// </summary>
    public static string Line(string? text, int most = int.MaxValue)
    {
        if (string.IsNullOrEmpty(text))
            return string.Empty;
        var line = new StringBuilder(Math.Min(text.Length, most) + 8);
        for (var i = 0; i < text.Length; i++)
        {
            if (line.Length >= most)
                return line.Append('…').ToString();
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                line.Append(c).Append(text[++i]);
            else if (IsHarmful(c))
                line.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                line.Append(c);
        }

        return line.ToString();
    }

    /// <summary>
    /// Text for a page: control characters other than tab and line break, unpaired surrogates and direction marks become
    /// visible escapes. The caller still encodes for HTML.
    /// </summary>
    public static string Block(string? text) =>
        string.IsNullOrEmpty(text)
            ? string.Empty
            : string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => string.Join('\t', line.Split('\t').Select(part => Line(part)))));

    /// <summary>
    /// A cell of an exported CSV file (RFC 4180). A cell that a spreadsheet would run (it begins with <c>=</c>,
    /// <c>+</c>, <c>-</c>, <c>@</c>, a tab or a carriage return and is no number) gets a leading apostrophe, which
    /// <see cref="FromCsvCell"/> takes away again.
    /// </summary>
    public static string CsvCell(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return string.Empty;
        var guarded = CsvGuard(value);
        return guarded.AsSpan().IndexOfAny(",\"\r\n") >= 0 || guarded != value
            ? "\"" + guarded.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""
            : guarded;
    }

    /// <summary>The value with its apostrophe, where a spreadsheet would run it; not yet a cell.</summary>
    public static string CsvGuard(string value) => NeedsGuard(value) ? "'" + value : value;

    /// <summary>The value of a cell that <see cref="CsvCell"/> wrote, its quotes already undone.</summary>
    public static string FromCsvCell(string cell) =>
        cell.Length > 1 && cell[0] == '\'' && NeedsGuard(cell[1..]) ? cell[1..] : cell;

    private static bool NeedsGuard(string value) =>
        value.Length > 0
        && (value[0] is '=' or '@' or '\t' or '\r' or '\''
            || (value[0] is '+' or '-' && !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
        && (value[0] != '\'' || NeedsGuard(value[1..]));

    private static bool IsHarmful(char c) =>
        char.IsControl(c) || char.IsSurrogate(c)
        || c is '\u061c' or '\u200e' or '\u200f' or '\ufeff' or '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
