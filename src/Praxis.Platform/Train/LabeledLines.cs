using System.Text;
using Praxis.Contracts.Train;

namespace Praxis.Platform.Train;

/// <summary>
/// Reads fastText's and BlazingText's text files. Words stand between blanks; those that begin with <c>__label__</c> are labels, wherever they stand. Double quotes
/// around a whole text, which a CSV writer left, are taken away.
/// </summary>
public static class LabeledLines
{
    /// <summary>What a label's word begins with.</summary>
    public const string Prefix = "__label__";

    /// <summary>The row of a line, its words joined by single blanks; a row without label or text has an empty one.</summary>
    /// <exception cref="FormatException">A label has no name.</exception>
    public static LabeledText Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var text = new StringBuilder(line.Length);
        string? label = null;
        List<string>? others = null;
        foreach (var range in line.AsSpan().SplitAny(" \t\r\v\f\0"))
        {
            var word = line.AsSpan(range);
            if (word.IsEmpty)
                continue;
            if (!word.StartsWith(Prefix, StringComparison.Ordinal))
            {
                if (text.Length > 0)
                    text.Append(' ');
                text.Append(word);
                continue;
            }

            if (word.Length == Prefix.Length)
                throw new FormatException("a label has no name");
            var name = word[Prefix.Length..].ToString();
            if (label is null)
                label = name;
            else if (name != label && others?.Contains(name) != true)
                (others ??= []).Add(name);
        }

        return new LabeledText(Unquoted(text.ToString()), label ?? "") { OtherLabels = others };
    }

    private static string Unquoted(string text) =>
        text.Length >= 2 && text[0] == '"' && text[^1] == '"' && text.AsSpan(1, text.Length - 2).IndexOf('"') < 0 ? text[1..^1].Trim(' ') : text;

    /// <summary>Whether the file's head is written so: one of its lines has a label.</summary>
    public static bool IsAny(ReadOnlySpan<byte> head) =>
        head.StartsWith("__label__"u8) || head.IndexOf(" __label__"u8) >= 0 || head.IndexOf("\t__label__"u8) >= 0 || head.IndexOf("\n__label__"u8) >= 0;
}
