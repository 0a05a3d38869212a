using Praxis.Learning.Text;

namespace Praxis.Learning.Tests.Text;

public sealed class TfidfVectorizerTests
{
    [Theory]
    [InlineData(TextTokenizerKind.Words, "It's a TOP_1 caf\u00e9, na\u00efve! x \ud835\udc00\ud835\udc01", "it|top_1|caf\u00e9|na\u00efve|\ud835\udc00\ud835\udc01")]
    [InlineData(TextTokenizerKind.Whitespace, " It's\ta TOP_1 .\u00a0x\n", "it's|a|top_1|.|x")]
    [InlineData(TextTokenizerKind.Words, "a . ,", "")]
    public void A_text_becomes_its_words(TextTokenizerKind kind, string text, string expected)
    {
        var normal = TextTokenizer.Normalize(text);
        var words = new List<string>();
        var position = 0;
        while (TextTokenizer.TryNext(kind, normal, ref position, out var word))
            words.Add(word.ToString());
        Assert.Equal(expected, string.Join('|', words));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() => Assert.Equal("a\ufffdb", TextTokenizer.Normalize("A\ud800b"));

    [Fact]
    public void Features_are_the_frequent_ngrams_sorted()
    {
        var vectorizer = TfidfVectorizer.Fit(["red shirt fits", "red shirt", "a blue shirt fits", "red blue"], new TfidfOptions());
        Assert.Equal(["blue", "fits", "red", "red shirt", "shirt", "shirt fits"], vectorizer.Features);
        Assert.Equal(Math.Log(5.0 / 3.0) + 1.0, vectorizer.Idf[0], 12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Fitting_and_transforming_give_the_same_rows_of_length_one(int most)
    {
        string[] texts = ["aa bb cc aa bb", "bb cc aa bb", "", "cc dd aa bb cc", "aa"];
        var vectorizer = TfidfVectorizer.Fit(texts, new TfidfOptions { MaxNgram = most }, out var fitted);
        var rows = vectorizer.Transform(texts);
        Assert.Equal(5, rows.RowCount);
        for (var row = 0; row < rows.RowCount; row++)
        {
            Assert.Equal(fitted.Indices(row), rows.Indices(row));
            Assert.Equal(fitted.Values(row), rows.Values(row));
            var squares = 0.0;
            foreach (var value in rows.Values(row))
                squares += (double)value * value;
            Assert.Equal(row == 2 ? 0.0 : 1.0, squares, 5);
        }
    }
}
