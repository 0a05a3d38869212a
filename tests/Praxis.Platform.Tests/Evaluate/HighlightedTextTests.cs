using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CsCheck;
using Praxis.Contracts.Evaluate;
using Praxis.Contracts.Foundation;
using Praxis.Learning.Explain;
using Praxis.Platform.Evaluate;

namespace Praxis.Platform.Tests.Evaluate;

public sealed partial class HighlightedTextTests
{
    private static readonly string[] Pieces = ["love ", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\u202eevil\u202c", "\u200f", "\u001b[31mred", "&amp;", "\"'", "</mark>", "😀", "\r\n", "\n\n", "日本", "e\u0301", "\0", "javascript:", "\ud83d"];
    private static readonly Gen<string> Texts = Gen.OneOf(Gen.String, Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 12].Select(string.Concat));

    [Fact]
    public void What_is_marked_is_what_the_offsets_say_and_every_character_comes_out_once_and_harmless() => Texts.Sample(text =>
    {
        var explanation = Explain(text);
        var html = HighlightedText.Html(explanation, 0);
        var marked = Mark().Matches(html);
        Assert.Equal(explanation.Units.Count, marked.Count);
        foreach (var (mark, unit) in marked.Zip(explanation.Units))
        {
            int start = Number(mark, "start"), length = Number(mark, "length");
            Assert.Equal((unit.Start, unit.Text.Length), (start, length));
            Assert.Equal(SafeText.Block(text.Substring(start, length)), WebUtility.HtmlDecode(mark.Groups["inside"].Value));
        }

        var plain = Tag().Replace(html, "");
        Assert.DoesNotContain('<', plain);
        Assert.Equal(SafeText.Block(text), WebUtility.HtmlDecode(plain));
        Assert.DoesNotContain(html, c => c is '\u202e' or '\u200f' or '\u001b' or '\0');
    }, iter: 1000);

    [Fact]
    public void Strength_and_direction_are_classes_and_the_value_is_told()
    {
        var html = HighlightedText.Html(new TextExplanation
        {
            Text = "good, bad meh none",
            Labels = ["x"],
            Predicted = "x",
            Base = [0],
            Full = [0.4],
            Units = [new("good", 0, [0.5]), new("bad", 6, [-0.2]), new("meh", 10, [0.1]), new("none", 14, [0.0])],
            IsExact = true,
            IsJoined = false,
        }, 0);
        Assert.Equal(
            "<mark class=\"f5\" data-start=\"0\" data-length=\"4\" title=\"+0.500\">good</mark>, <mark class=\"a2\" data-start=\"6\" data-length=\"3\" title=\"−0.200\">bad</mark> "
            + "<mark class=\"f1\" data-start=\"10\" data-length=\"3\" title=\"+0.100\">meh</mark> <span data-start=\"14\" data-length=\"4\">none</span>",
            html);
    }

    private static TextExplanation Explain(string text)
    {
        var units = TextUnits.Split(text, TextGranularity.Token);
        return new TextExplanation
        {
            Text = text,
            Labels = ["x"],
            Predicted = "x",
            Base = [0],
            Full = [1],
            Units = [.. units.Select((unit, i) => new UnitAttribution(unit.Of(text), unit.Start, [Math.Sin(i)]))],
            IsExact = false,
            IsJoined = false,
        };
    }

    private static int Number(Match mark, string name) => int.Parse(mark.Groups[name].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("<(?<tag>mark|span)(?: class=\"[fa][1-5]\")? data-start=\"(?<start>\\d+)\" data-length=\"(?<length>\\d+)\"(?: title=\"[^\"<]*\")?>(?<inside>[^<]*)</\\k<tag>>", RegexOptions.None, 2000)]
    private static partial Regex Mark();

    [GeneratedRegex("<[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
