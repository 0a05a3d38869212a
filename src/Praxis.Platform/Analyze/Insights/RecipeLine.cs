using System.Globalization;
using System.Text;

namespace Praxis.Platform.Analyze.Insights;

/// <summary>Writes a step of a recipe as one line of YAML.</summary>
internal static class RecipeLine
{
    /// <summary>A step on one or more columns: <c>- drop: {columns: ["a"]}</c>.</summary>
    public static string Columns(string kind, IEnumerable<string> columns, string more = "") => $"- {kind}: {{columns: [{string.Join(", ", columns.Select(Text))}]{more}}}";

    /// <summary>Replaces values.</summary>
    public static string Map(string column, IEnumerable<KeyValuePair<string, string>> values) => $"- map: {{column: {Text(column)}, values: {{{string.Join(", ", values.Select(pair => $"{Text(pair.Key)}: {Text(pair.Value)}"))}}}}}";

    /// <summary>Computes a column.</summary>
    public static string Derive(string column, string formula) => $"- derive: {{column: {Text(column)}, formula: {Text(formula)}}}";

    /// <summary>A column's name in SQL.</summary>
    public static string Name(string column) => "\"" + column.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <summary>A text in double quotes; what would not be read as it is, is escaped.</summary>
    public static string Text(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (char.IsControl(c) || c is '\u0085' or '\u2028' or '\u2029' or '\ufeff' or '\ufffe' or '\uffff')
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else
                quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }
}
