using System.Text;
using System.Text.Json;
using CsCheck;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;
using Praxis.Data.Files;
using Praxis.Data.Queries;
using Praxis.Platform.Ingest;
using Praxis.Testing;

namespace Praxis.Platform.Tests.Ingest;

/// <summary>Queries on record: their life, their end from elsewhere, their answers.</summary>
public sealed class QueriesTests : IDisposable
{
    private const string Endless = "SELECT count(*) FROM range(100000000000) a WHERE a.range % 7 = 3";
    private readonly CatalogFolder catalog = new();

    [Fact]
    public void A_query_is_on_record_with_its_state_numbers_and_mistake()
    {
        catalog.Ingest(catalog.Write("a.csv", "n,t\n1,x\n2,y\n"));
        catalog.Ask("SELECT n FROM a WHERE n > 1");
        Assert.Throws<UserException>(() => catalog.Ask("SELECT m FROM a"));
        var queries = catalog.Queries.List();
        Assert.Equal([QueryState.Failed, QueryState.Succeeded], queries.Select(query => query.State));
        Assert.Equal("unknown-column", queries[0].Problems[0].Type);
        Assert.Equal((1L, "SELECT n FROM a WHERE n > 1", "a:1"), (queries[1].Rows, queries[1].Sql, queries[1].Datasets.Single()));
        Assert.InRange(queries[1].BytesScanned, 1, 500);
        Assert.True(queries[1].BytesScanned < Scanned("SELECT * FROM a"));
        Assert.Equal(0, Scanned("SELECT count(*) FROM a"));
        Assert.Equal(queries[1], catalog.Queries.Get(queries[1].Id) with { Datasets = queries[1].Datasets, Problems = queries[1].Problems });
        Assert.Equal("unknown-query", Assert.Throws<UserException>(() => catalog.Queries.Get("../x")).Problems[0].Type);
        Assert.Throws<UserException>(() => catalog.Queries.Submit(new QueryRequest { Sql = new string(' ', 300_000) + "x" }));
    }

    [Fact]
    public async Task A_query_is_ended_by_another_who_knows_its_id()
    {
        var request = new QueryRequest { Sql = Endless };
        var query = catalog.Queries.Submit(request);
        var running = Task.Run(() => catalog.Queries.Run(query, request, new TextRows(1), CancellationToken.None), TestContext.Current.CancellationToken);
        var elsewhere = new Queries(catalog.Workspace);
        while (elsewhere.Get(query.Id).State == QueryState.Queued)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        elsewhere.Cancel(query.Id);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(QueryState.Cancelled, elsewhere.Get(query.Id).State);
        Assert.Equal(QueryState.Cancelled, elsewhere.Cancel(query.Id).State);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(catalog.Workspace.Folder, "tmp")));
    }

    [Fact]
    public void A_query_that_waits_is_cancelled_at_once_and_never_begins()
    {
        var request = new QueryRequest { Sql = "SELECT 1" };
        var query = catalog.Queries.Submit(request);
        Assert.Equal(QueryState.Cancelled, catalog.Queries.Cancel(query.Id).State);
        Assert.Throws<OperationCanceledException>(() => catalog.Queries.Run(query, request, new TextRows(1), CancellationToken.None));
        Assert.Equal(QueryState.Cancelled, catalog.Queries.Get(query.Id).State);
    }

    [Fact]
    public void A_query_whose_process_is_gone_has_failed()
    {
        var query = catalog.Queries.Submit(new QueryRequest { Sql = "SELECT 1" }) with { State = QueryState.Running, ProcessId = 1, ProcessStart = -5 };
        catalog.Workspace.Metadata.Write(transaction => transaction.Put(Queries.Kind, query.Id, 1, Praxis.Platform.Foundation.RecordJson.Write(query)));
        Assert.Equal((QueryState.Failed, "process-gone"), (catalog.Queries.Get(query.Id).State, catalog.Queries.List()[0].Problems[0].Type));
    }

    [Fact]
    public void Kept_rows_are_read_in_pages_in_their_order()
    {
        var request = new QueryRequest { Sql = "SELECT range AS n FROM range(5000) ORDER BY range DESC -- the last first" };
        var query = catalog.Queries.RunAndKeep(catalog.Queries.Submit(request), request, TestContext.Current.CancellationToken);
        Assert.Equal(5000, query.Rows);
        var page = catalog.Queries.Results(query, 2500, 3, TestContext.Current.CancellationToken);
        Assert.Equal(["2499", "2498", "2497"], page.Rows.Select(row => row[0]!));
        Assert.True(page.Truncated);
        page = catalog.Queries.Results(query, 4999, 3, TestContext.Current.CancellationToken);
        Assert.Equal(("0", false), (Assert.Single(page.Rows)[0], page.Truncated));
        Assert.Equal("no-results", Assert.Throws<UserException>(() => catalog.Queries.Results(catalog.Queries.Submit(request), 0, 1, CancellationToken.None)).Problems[0].Type);
    }

    [Fact]
    public void A_sort_larger_than_its_memory_goes_to_the_workspace_and_leaves_nothing_there()
    {
        var request = new QueryRequest { Sql = "SELECT r FROM (SELECT range AS r, md5(range::VARCHAR) || repeat('x', 100) AS h FROM range(1500000)) ORDER BY h", Options = new QueryOptions { Memory = 64L << 20, Timeout = TimeSpan.FromMinutes(2) } };
        var order = new Count();
        Assert.Equal(1_500_000, catalog.Queries.Ask(request, order, TestContext.Current.CancellationToken).Rows);
        Assert.Equal(1_500_000L * 1_499_999 / 2, order.Sum);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(catalog.Workspace.Folder, "tmp")));
    }

    // A10: cells that a spreadsheet would run.
    [Fact]
    public void Any_text_comes_back_from_an_exported_csv_as_it_was()
    {
        string[] hostile = ["=1+1", "+x", "-cmd", "@SUM(A1)", "\tx", "\rx", "'=x", "''", "a\"b", "a,b", "line\nbreak", "\u001b[2J", "-5", "=cmd|' /C calc'!A0", "x\u202ey"];
        Gen.Select(Gen.Int[0, hostile.Length - 1].List[1, 5], Gen.String[Gen.Char.AlphaNumeric, 0, 5]).Sample(
            (picked, more) =>
            {
                var texts = picked.Select(i => hostile[i] + more).ToList();
                var csv = "t,k\n" + string.Concat(texts.Select(text => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\",x\n"));
                catalog.Ingest(catalog.Write("in.csv", csv), "source", reading: new ReadOptions { Types = new Dictionary<string, ColumnType> { ["t"] = ColumnType.Text } });
                using var exported = new MemoryStream();
                using (var rows = new CsvRows(exported, long.MaxValue))
                    catalog.Queries.Ask(new QueryRequest { Sql = "SELECT * FROM source" }, rows, CancellationToken.None);
                var written = Encoding.UTF8.GetString(exported.ToArray());
                Assert.All(written.Split('\n'), line => Assert.False(line.Length > 0 && line.TrimStart('"')[0] is '=' or '@' or '\t', line));
                catalog.Ingest(catalog.Write("out.csv", written), "copy", reading: new ReadOptions { Unguard = true, Types = new Dictionary<string, ColumnType> { ["t"] = ColumnType.Text } });
                var rowsBack = new TextRows(100);
                catalog.Queries.Ask(new QueryRequest { Sql = "SELECT t FROM copy" }, rowsBack, CancellationToken.None);
                Assert.Equal(texts, rowsBack.Result.Rows.Select(row => row[0]!));
            },
            iter: 8, threads: 1);
    }

    [Fact]
    public void Answers_are_written_as_json_with_numbers_as_numbers()
    {
        using var stream = new MemoryStream();
        using (var rows = new JsonRows(stream, lines: true, most: 1))
            catalog.Queries.Ask(new QueryRequest { Sql = "SELECT 1 AS a, 2.5::DOUBLE AS a, 'nan'::DOUBLE AS n, NULL AS z, [1, NULL] AS l, {'k': DATE '2024-01-02'} AS s, TIMESTAMP '2024-01-02 03:04:05' AS t, true AS b, '<é' AS x, 170141183460469231731687303715884105727 AS h FROM range(3)" }, rows, TestContext.Current.CancellationToken);
        Assert.Equal("""{"a":1,"a:2":2.5,"n":"NaN","z":null,"l":[1,null],"s":{"k":"2024-01-02"},"t":"2024-01-02T03:04:05","b":true,"x":"\u003Cé","h":170141183460469231731687303715884105727}""" + "\n", Encoding.UTF8.GetString(stream.ToArray()));
    }

    /// <summary>The six queries of the first lab over the registered table, made from the original file by a query as well.</summary>
    [Fact]
    public void The_six_queries_of_the_lab_give_its_numbers()
    {
        using var oracle = JsonDocument.Parse(File.ReadAllBytes(SharedFolder.File("oracles/eda.json")));
        var root = oracle.RootElement;
        catalog.Ingest(SharedFolder.File("data/reviews/womens_clothing_ecommerce_reviews.csv"), "raw");
        using (var exported = new MemoryStream())
        {
            using (var rows = new CsvRows(exported, long.MaxValue))
                catalog.Queries.Ask(
                    new QueryRequest
                    {
                        Sql = """
                            WITH kept AS (SELECT * FROM raw WHERE "Review Text" IS NOT NULL AND Rating IS NOT NULL AND "Class Name" IS NOT NULL)
                            SELECT CASE WHEN Rating < 3 THEN -1 WHEN Rating = 3 THEN 0 ELSE 1 END AS sentiment,
                                replace(replace(replace("Review Text", ',', ' '), chr(10), ' '), chr(13), ' ') AS review_body, "Class Name" AS product_category
                            FROM kept WHERE "Class Name" IN (SELECT "Class Name" FROM kept GROUP BY 1 HAVING count(*) > 10)
                            """,
                    },
                    rows, TestContext.Current.CancellationToken);
            catalog.Ingest(catalog.Write("reviews.csv", exported.ToArray()), reading: new ReadOptions { Unguard = true });
        }

        Assert.Equal(root.GetProperty("sentiment_counts").EnumerateObject().OrderBy(p => int.Parse(p.Name, null)).Select(p => $"{p.Name}|{p.Value}"), catalog.Ask("SELECT sentiment, COUNT(sentiment) FROM reviews GROUP BY sentiment ORDER BY sentiment"));
        var categories = root.GetProperty("by_category_sorted_by_avg_desc").EnumerateArray().ToList();
        var counts = categories.OrderByDescending(c => c.GetProperty("count").GetInt32()).Select(c => $"{c.GetProperty("product_category")}|{c.GetProperty("count")}").ToList();
        Assert.Equal(counts, catalog.Ask("SELECT product_category, COUNT(sentiment) AS n FROM reviews GROUP BY product_category ORDER BY n DESC"));
        Assert.Equal(counts, catalog.Ask("SELECT product_category, COUNT(*) AS n FROM reviews GROUP BY product_category ORDER BY n DESC"));
        var averages = catalog.Ask("SELECT product_category, AVG(sentiment) AS a FROM reviews GROUP BY product_category ORDER BY a DESC").Select(row => row.Split('|')).ToList();
        Assert.Equal(categories.Select(c => c.GetProperty("product_category").GetString()), averages.Select(row => row[0]));
        foreach (var (category, row) in categories.Zip(averages))
            Equal(category.GetProperty("avg_sentiment"), row[1]);
        Equal(root.GetProperty("overall_avg_sentiment"), catalog.Ask("SELECT AVG(sentiment) FROM reviews")[0]);
        var groups = catalog.Ask("SELECT product_category, sentiment, COUNT(*) AS n FROM reviews GROUP BY 1, 2 ORDER BY product_category ASC, sentiment DESC, n");
        Assert.Equal(54, groups.Length);
        Assert.Equal(
            categories.OrderBy(c => c.GetProperty("product_category").GetString(), StringComparer.Ordinal).SelectMany(c => new[] { ("positive", 1), ("neutral", 0), ("negative", -1) }.Select(s => $"{c.GetProperty("product_category")}|{s.Item2}|{c.GetProperty(s.Item1)}")),
            groups);

        const string Words = "(SELECT CARDINALITY(SPLIT(review_body, ' ')) AS w FROM reviews)";
        var lab = root.GetProperty("word_counts").GetProperty("lab");
        var summary = catalog.Ask($"SELECT count(w), avg(w), stddev(w), min(w), {string.Join(", ", Enumerable.Range(1, 10).Select(d => FormattableString.Invariant($"quantile_cont(w, {d / 10.0})")))}, max(w) FROM {Words}")[0].Split('|');
        foreach (var (name, value) in ((string[])["count", "mean", "std", "min", "10%", "20%", "30%", "40%", "50%", "60%", "70%", "80%", "90%", "100%", "max"]).Zip(summary))
            Equal(lab.GetProperty(name), value);
        Assert.Equal(lab.GetProperty("50%").GetDouble().ToString("0", null), catalog.Ask($"SELECT APPROX_PERCENTILE(w, 0.5) FROM {Words}")[0]);
        var bins = catalog.Ask($"SELECT b, count(w) FROM (SELECT range AS b FROM range(100)) LEFT JOIN {Words} ON least(floor(w * 100 / 256.0), 99) = b GROUP BY b ORDER BY b").Select(row => long.Parse(row.Split('|')[1], null));
        Assert.Equal(root.GetProperty("word_count_histogram_lab").GetProperty("counts").EnumerateArray().Select(c => c.GetInt64()), bins);
        Assert.Equal(root.GetProperty("raw").GetProperty("nulls").EnumerateObject().Select(p => p.Value.GetInt64().ToString((IFormatProvider?)null)), catalog.Ask($"SELECT {string.Join(", ", root.GetProperty("raw").GetProperty("nulls").EnumerateObject().Select(p => $"count(*) - count(\"{p.Name}\")"))} FROM raw")[0].Split('|'));
    }

    public void Dispose() => catalog.Dispose();

    private static void Equal(JsonElement expected, string actual)
    {
        var value = expected.GetDouble();
        Assert.Equal(value, double.Parse(actual, System.Globalization.CultureInfo.InvariantCulture), Math.Abs(value) * 1e-12);
    }

    private long Scanned(string sql)
    {
        catalog.Ask(sql);
        return catalog.Queries.List()[0].BytesScanned;
    }

    private sealed class Count : IRowReceiver
    {
        public long Sum { get; private set; }

        public void Begin(IReadOnlyList<QueryColumn> columns)
        {
        }

        public bool Take(object?[] row)
        {
            Sum += (long)row[0]!;
            return true;
        }
    }
}
