using System.Text.Json;
using CsCheck;
using Praxis.Learning.Text.Tokens;
using Praxis.Testing;

namespace Praxis.Learning.Tests.Text;

public sealed class WordTokenizerTests
{
    [Theory]
    [InlineData("i don't like it; they'll say it's (xs)", "i do n't like it ; they 'll say it 's ( xs )")]
    [InlineData("5'4 130lbs wait...what", "5 ' 4 130lbs wait ... what")]
    [InlineData("it's ok. not great.", "it 's ok. not great .")]
    [InlineData("so soft!!! love", "so soft ! ! ! love")]
    [InlineData("size 4. i felt", "size 4. i felt")]
    [InlineData("(it fits.) yes", "( it fits . ) yes")]
    [InlineData("she said \"no.\" then left", "she said `` no . '' then left")]
    [InlineData("i cannot; gimme 'tis, wanna go", "i can not ; gim me 't is , wan na go")]
    [InlineData("", "")]
    [InlineData(" \t\n ", "")]
    [InlineData(".", ".")]
    public void A_text_becomes_words_and_punctuation(string text, string expected) => Assert.Equal(expected, string.Join(' ', WordTokenizer.Tokenize(text)));

    [Fact]
    public void The_300_reviews_are_split_as_the_course_splits_them()
    {
        var wrong = new List<string>();
        var lines = File.ReadAllLines(SharedFolder.File("data/tokenizer/word_tokenize_cases.jsonl"));
        foreach (var line in lines)
        {
            using var json = JsonDocument.Parse(line);
            var (text, expected) = (json.RootElement.GetProperty("review_body").GetString()!, json.RootElement.GetProperty("tokens").GetString()!);
            var own = string.Join(' ', WordTokenizer.Tokenize(LabText(text)));
            if (own != expected)
                wrong.Add($"{expected}\n{own}\n");
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {lines.Length}: {string.Concat(wrong.Take(3))}");
    }

    [Fact]
    public void No_text_breaks_it_and_no_character_is_lost() =>
        Gen.String[Gen.Frequency((6, Gen.Char["abcxyz"]), (3, Gen.Char[" .!?',:;\"-()[]`…’é"]), (1, Gen.Char)), 0, 60].Sample(text =>
        {
            static string Solid(string text) => new([.. text.Where(character => !char.IsWhiteSpace(character) && character is not ('"' or '`' or '\''))]);
            Assert.Equal(Solid(text), Solid(string.Concat(WordTokenizer.Tokenize(text))));
        });

    // The lab deletes commas and double quotes, then lowers the case.
    private static string LabText(string text) => text.Replace(",", "").Replace("\"", "").ToLowerInvariant();
}
