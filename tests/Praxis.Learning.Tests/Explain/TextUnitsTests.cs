using CsCheck;
using Praxis.Learning.Explain;

namespace Praxis.Learning.Tests.Explain;

public sealed class TextUnitsTests
{
    private static readonly string[] Pieces = ["a", "I", "don't", "mr.", " ", "\n\n", "\r\n", "!", "...", "\u202e", "😀", "e\u0301", "日本", "\ud83d", "<b>", "4.", "\t", "”", "'"];

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String,
        Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 30].Select(string.Concat));

    [Theory]
    [InlineData(TextGranularity.Token)]
    [InlineData(TextGranularity.Sentence)]
    [InlineData(TextGranularity.Paragraph)]
    public void Units_are_in_order_do_not_overlap_and_hold_all_that_is_no_white_space(TextGranularity granularity) => Texts.Sample(text =>
    {
        var at = 0;
        foreach (var unit in TextUnits.Split(text, granularity))
        {
            Assert.True(unit.Start >= at && unit.Length > 0 && unit.End <= text.Length);
            Assert.True(string.IsNullOrWhiteSpace(text[at..unit.Start]));
            Assert.False(char.IsWhiteSpace(text[unit.Start]) || char.IsWhiteSpace(text[unit.End - 1]));
            Assert.False(unit.Start > 0 && char.IsSurrogatePair(text[unit.Start - 1], text[unit.Start]));
            at = unit.End;
        }

        Assert.True(string.IsNullOrWhiteSpace(text[at..]));
    }, iter: 2000);

    [Theory]
    [InlineData(TextGranularity.Token, "I don't like it, 5'4 😀😀!!", "I|don't|like|it|,|5|'|4|😀😀!!")]
    [InlineData(TextGranularity.Token, "cafe\u0301 日本 naïve_x", "cafe\u0301|日|本|naïve_x")]
    [InlineData(TextGranularity.Token, "\u202eabc\u202c \u200fdef", "\u202e|abc\u202c|\u200f|def")]
    [InlineData(TextGranularity.Sentence, "So soft!!! Love it. Mr. Smith paid $4.50 \"twice.\" Really", "So soft!!!|Love it.|Mr. Smith paid $4.50 \"twice.\"|Really")]
    [InlineData(TextGranularity.Sentence, "size 4. i felt good. J. Doe agrees", "size 4. i felt good.|J. Doe agrees")]
    [InlineData(TextGranularity.Sentence, "好。很好！", "好。|很好！")]
    [InlineData(TextGranularity.Paragraph, " one\ntwo \n \n three\r\n\r\nfour\n", "one\ntwo|three|four")]
    [InlineData(TextGranularity.Token, "", "")]
    [InlineData(TextGranularity.Sentence, " \n ", "")]
    public void Texts_are_cut_as_a_reader_would(TextGranularity granularity, string text, string expected) =>
        Assert.Equal(expected, string.Join('|', TextUnits.Split(text, granularity).Select(unit => unit.Of(text))));

    [Fact]
    public void Too_many_units_become_runs_of_neighbours_that_hold_them_all()
    {
        var text = string.Join(' ', Enumerable.Range(0, 1003));
        var joined = TextUnits.Join(TextUnits.Split(text, TextGranularity.Token), 10);
        Assert.Equal(10, joined.Count);
        Assert.Equal(text, string.Join(' ', joined.Select(unit => unit.Of(text))));
        Assert.All(joined, unit => Assert.InRange(unit.Of(text).Split(' ').Length, 100, 101));
    }
}
