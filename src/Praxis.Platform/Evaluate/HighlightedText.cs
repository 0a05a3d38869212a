using System.Globalization;
using System.Text;
using Praxis.Contracts.Evaluate;
using Praxis.Data.Charts;

namespace Praxis.Platform.Evaluate;

/// <summary>
/// A text with its units coloured by what they add: <c>f1</c> to <c>f5</c> for the label, <c>a1</c> to <c>a5</c> against it, by the share of the largest value. Every
/// character of the text comes out once, in order; what a page must not obey is shown as a visible escape.
/// </summary>
public static class HighlightedText
{
    private const int Levels = 5;

    /// <summary>The text as HTML.</summary>
    /// <param name="explanation">The explained text.</param>
    /// <param name="label">The place of the label whose values are shown.</param>
    public static string Html(TextExplanation explanation, int label)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        var most = explanation.Units.Select(unit => Math.Abs(unit.Values[label])).DefaultIfEmpty(0).Max();
        var html = new StringBuilder();
        var at = 0;
        foreach (var unit in explanation.Units)
        {
            html.Append(Markup.Block(explanation.Text[at..unit.Start]));
            var value = unit.Values[label];
            var level = most == 0 ? 0 : (int)Math.Round(Math.Abs(value) / most * Levels);
            html.Append(level == 0
                ? $"<span data-start=\"{unit.Start}\" data-length=\"{unit.Text.Length}\">{Markup.Block(unit.Text)}</span>"
                : $"<mark class=\"{(value > 0 ? 'f' : 'a')}{level}\" data-start=\"{unit.Start}\" data-length=\"{unit.Text.Length}\" title=\"{Signed(value)}\">{Markup.Block(unit.Text)}</mark>");
            at = unit.Start + unit.Text.Length;
        }

        return html.Append(Markup.Block(explanation.Text[at..])).ToString();
    }

    /// <summary>A value with its sign.</summary>
    internal static string Signed(double value) => value.ToString("+0.000;−0.000;0.000", CultureInfo.InvariantCulture);
}
