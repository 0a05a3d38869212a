using CsCheck;
using DuckDB.NET.Data;
using Praxis.Data.Recipes.Text;

namespace Praxis.Data.Tests.Recipes;

/// <summary>The functions on bytes beside the database's own regular expressions.</summary>
public sealed class TextCleaningTests : IDisposable
{
    private static readonly Gen<string> hostile = OneOf(
        " ", "  ", "\t", "\n", "\r", "\f", "\v", "\u00a0", "\u3000", "\u2003", "a", "Word", "é", "😀", "ſ", "K", "<", ">", "<b>", "</p >", "<!--", "&lt;", "&amp;", "&amp;lt;", "&gt;", "&quot;", "&#39;", "&", ";",
        "http://", "HTTPS://", "httpſ://", "http:/", "www.", "WwW.x", "www", "https://a.b/c?d=e&f", "h", "w", "ww.", "\"", "!", "…", "«", "—", "¿", "$", "+", "€", "᭎", "᭿").List[0, 12].Select(string.Concat);

    private readonly DuckDBConnection connection = Sql.OpenMemory();

    public TextCleaningTests() => Utf8Function.RegisterAll(connection);

    private static Gen<T> OneOf<T>(params T[] choices) => Gen.Int[0, choices.Length - 1].Select(place => choices[place]);

    public void Dispose() => connection.Dispose();

    [Theory]
    [InlineData(TextCleaning.WhiteSpaceFunction, @"regexp_replace(t, '\s+', ' ', 'g')")]
    [InlineData(TextCleaning.TidyFunction, @"trim(regexp_replace(t, '\s+', ' ', 'g'))")]
    [InlineData(TextCleaning.TagsFunction, @"replace(replace(replace(replace(replace(regexp_replace(t, '<[^>]*>', ' ', 'g'), '&lt;', '<'), '&gt;', '>'), '&quot;', '""'), '&#39;', chr(39)), '&amp;', '&')")]
    [InlineData(TextCleaning.AddressesFunction, @"regexp_replace(t, '(https?://|www\.)\S+', ' ', 'gi')")]
    [InlineData(TextCleaning.PunctuationFunction, @"regexp_replace(t, '[[:punct:]\p{P}]', ' ', 'g')")]
    public void Each_function_gives_what_its_regular_expression_gives(string function, string expression) => hostile.List[1, 200].Sample(
        texts =>
        {
            Fill(texts);
            Assert.Equal(0, Sql.Number(connection, $"SELECT count(*) FROM texts WHERE {function}(t) IS DISTINCT FROM {expression}"));
        },
        iter: 60,
        seed: "0000KOIXg8I5",
        threads: 1);

    [Fact]
    public void Punctuation_is_what_the_database_calls_so_at_every_code_point() => Assert.Equal(0, Sql.Number(connection, $"SELECT count(*) FROM (SELECT 'a' || chr(CASE WHEN i BETWEEN 55296 AND 57343 THEN 65 ELSE i END::INTEGER) || 'é' AS t FROM (SELECT i FROM range(1, 1114112) r(i) WHERE i NOT BETWEEN 55296 AND 57343)) WHERE {TextCleaning.PunctuationFunction}(t) <> regexp_replace(t, '[[:punct:]\\p{{P}}]', ' ', 'g')"));

    [Fact]
    public void Long_empty_and_missing_texts_pass()
    {
        Sql.Run(connection, "CREATE TABLE texts AS SELECT unnest([NULL, '', repeat('ab  c ', 100000), '  ', NULL]) AS t");
        Assert.Equal([null, "0", "500000", "1", null], Sql.Query(connection, $"SELECT CAST(length({TextCleaning.WhiteSpaceFunction}(t)) AS VARCHAR) FROM texts", reader => Sql.TextAt(reader, 0)));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(" \t\r\n", true)]
    [InlineData("\u00a0", false)]
    [InlineData(" . ", false)]
    public void A_text_is_missing_where_trimming_leaves_nothing(string text, bool isMissing)
    {
        Fill([text]);
        var input = new Praxis.Data.Recipes.StepInput(connection, "texts", [new("t", "VARCHAR")], 1, 0);
        Assert.Equal(isMissing ? 1 : 0, Sql.Number(connection, $"SELECT count(*) FROM texts WHERE {input.IsMissing("t")}"));
        Assert.Equal(isMissing ? 1 : 0, Sql.Number(connection, "SELECT count(*) FROM texts WHERE trim(t, E' \\t\\r\\n') = ''"));
    }

    private void Fill(IEnumerable<string> texts) => Sql.Run(connection, "CREATE OR REPLACE TABLE texts AS SELECT * FROM (VALUES " + string.Join(", ", texts.Select(text => $"({Sql.Text(text)})")) + ") v(t)");
}
