using Praxis.Contracts.Foundation;

namespace Praxis.Data.Tests.Queries;

/// <summary>Functions that users of Presto and Athena bring along, with the answers that those give.</summary>
public sealed class PrestoDialectTests(QueriedTable table) : IClassFixture<QueriedTable>
{
    [Theory]
    [InlineData("CARDINALITY(SPLIT('the  quick fox', ' '))", "4")]
    [InlineData("CARDINALITY(SPLIT('', ' '))", "1")]
    [InlineData("CARDINALITY(ARRAY[1, NULL])", "2")]
    [InlineData("CARDINALITY(NULL)", null)]
    [InlineData("SPLIT('a-b-c-d', '-', 2)", """["a","b-c-d"]""")]
    [InlineData("SPLIT('-a-', '-')", """["","a",""]""")]
    [InlineData("SPLIT_PART('a-b', '-', 2)", "b")]
    [InlineData("SPLIT_PART('a-b', '-', 3)", null)]
    [InlineData("ELEMENT_AT(ARRAY[1, 2], -1)", "2")]
    [InlineData("ELEMENT_AT(ARRAY[1, 2], 3)", null)]
    [InlineData("ELEMENT_AT(MAP {'a': 1}, 'b')", null)]
    [InlineData("APPROX_PERCENTILE(a, 0.5) FROM t", "2")]
    [InlineData("APPROX_PERCENTILE(a, ARRAY[0.0, 1.0]) FROM t", "[1,3]")]
    [InlineData("APPROX_DISTINCT(name) FROM t", "2")]
    [InlineData("APPROX_DISTINCT(name, 0.01) FROM t", "2")]
    [InlineData("COUNT_IF(a > 1) FROM t", "2")]
    [InlineData("MAX_BY(a, d) FROM t", "2")]
    [InlineData("ARBITRARY(a) IN (1, 2, 3) FROM t", "true")]
    [InlineData("REGEXP_LIKE('a quick fox', 'qu.ck')", "true")]
    [InlineData("REGEXP_LIKE('a quick fox', '^quick')", "false")]
    [InlineData("REGEXP_EXTRACT('abc', 'z')", null)]
    [InlineData("REGEXP_EXTRACT('abc', '(b)(c)', 2)", "c")]
    [InlineData("REGEXP_EXTRACT_ALL('a1b2', '[0-9]')", """["1","2"]""")]
    [InlineData("REGEXP_REPLACE('a1b2', '[0-9]')", "ab")]
    [InlineData("REGEXP_REPLACE('john smith', '(\\w+) (\\w+)', '$2 $1')", "smith john")]
    [InlineData("REGEXP_COUNT('a1b2', '[0-9]')", "2")]
    [InlineData("REGEXP_SPLIT('1a2b', '[a-z]')", """["1","2",""]""")]
    [InlineData("TRY_CAST('x' AS INTEGER)", null)]
    [InlineData("TRY(CAST('x' AS INTEGER))", null)]
    [InlineData("STRPOS('high', 'z')", "0")]
    [InlineData("STRPOS('häh', 'h')", "1")]
    [InlineData("SUBSTR('quick', -2)", "ck")]
    [InlineData("SUBSTR('quick', 0)", "")]
    [InlineData("SUBSTR('quick', 2, 2)", "ui")]
    [InlineData("LPAD('abc', 2, 'x')", "ab")]
    [InlineData("RPAD('a', 3, 'xy')", "axy")]
    [InlineData("CONCAT('a', NULL)", null)]
    [InlineData("GREATEST(1, NULL)", null)]
    [InlineData("LEAST(3, 2, 1)", "1")]
    [InlineData("7 / 2", "3")]
    [InlineData("-7 / 2", "-3")]
    [InlineData("7.0 / 2", "3.5")]
    [InlineData("1e0 / 0", null)]
    [InlineData("DATE_DIFF('day', TIMESTAMP '2020-01-01 23:00', TIMESTAMP '2020-01-02 01:00')", "0")]
    [InlineData("DATE_DIFF('month', DATE '2020-01-31', DATE '2020-03-01')", "1")]
    [InlineData("DATE_ADD('day', 2, DATE '2020-02-28')", "2020-03-01T00:00:00")]
    [InlineData("DATE_PARSE('2020-02-03 04:05:06', '%Y-%m-%d %H:%i:%s')", "2020-02-03T04:05:06")]
    [InlineData("DATE_PARSE('3 February 70, 11:05:06.1239 PM', '%e %M %y, %h:%i:%s.%f %p')", "1970-02-03T23:05:06.123")]
    [InlineData("DATE_PARSE(NULL, '%Y')", null)]
    [InlineData("DATE_FORMAT(TIMESTAMP '2020-02-03 16:05:06', '%W %e %b %y %l:%i %p %%')", "Monday 3 Feb 20 4:05 PM %")]
    [InlineData("DAY_OF_WEEK(DATE '2020-02-03')", "1")]
    [InlineData("ARRAY_JOIN(ARRAY['a', 'b'], '+')", "a+b")]
    [InlineData("ARRAY_POSITION(ARRAY[1], 2)", "0")]
    [InlineData("SEQUENCE(1, 3)", "[1,2,3]")]
    [InlineData("SLICE(ARRAY[1, 2, 3, 4], 2, 2)", "[2,3]")]
    [InlineData("JSON_EXTRACT_SCALAR('{\"a\":\"b\"}', '$.a')", "b")]
    [InlineData("STDDEV(a) FROM t", "1")]
    [InlineData("LEVENSHTEIN_DISTANCE('abc', 'abd')", "1")]
    public void A_function_answers_as_there(string expression, string? expected) => Assert.Equal(expected, table.Value(expression));

    [Theory]
    [InlineData("SPLIT('a', '')", "the delimiter is empty")]
    [InlineData("SPLIT_PART('a', '-', 0)", "the index is less than 1")]
    [InlineData("DATE_PARSE('x', '%Y')", "does not fit the format")]
    [InlineData("DATE_PARSE('2020', '%D')", "does not know %D")]
    [InlineData("CAST('1O' AS INTEGER)", "Could not convert string")]
    public void What_is_an_error_there_is_one_here(string expression, string message) =>
        Assert.Contains(message, Assert.Throws<UserException>(() => table.Value(expression)).Message, StringComparison.Ordinal);

    [Fact]
    public void Nulls_come_last_in_both_directions_and_lists_are_unnested_in_order()
    {
        Assert.Equal(["1", "2", "3"], table.Ask("SELECT a FROM t ORDER BY d").Rows.Select(row => row[0]));
        Assert.Equal(["2", "1", "3"], table.Ask("SELECT a FROM t ORDER BY d DESC").Rows.Select(row => row[0]));
        Assert.Equal(["b2", "a1"], table.Ask("SELECT x || n FROM (SELECT ARRAY['a', 'b'] AS l) CROSS JOIN UNNEST(l) WITH ORDINALITY AS u(x, n) ORDER BY n DESC").Rows.Select(row => row[0]));
    }
}
