using CsCheck;
using Praxis.Contracts.Foundation;
using Praxis.Data.Queries;

namespace Praxis.Data.Tests.Queries;

/// <summary>A query reads the tables that it names, and nothing else on this machine; it never writes (A11).</summary>
public sealed class QueryGuardTests : IClassFixture<QueriedTable>
{
    private static readonly string[] Escapes =
    [
        "read_csv('{0}')", "read_csv_auto('{0}')", "read_text('{0}')", "read_blob('{0}')", "read_json('{0}')", "read_json_auto('{0}')", "read_ndjson('{0}')", "read_json_objects('{0}')",
        "read_parquet('{0}')", "parquet_scan('{0}')", "parquet_metadata('{0}')", "parquet_schema('{0}')", "parquet_file_metadata('{0}')", "parquet_kv_metadata('{0}')", "parquet_bloom_probe('{0}', 'a', 1)",
        "sniff_csv('{0}')", "glob('{0}')", "glob('/etc/*')", "'{0}'", "\"{0}\"", "'file://{0}'", "'https://example.com/x.csv'", "'s3://bucket/x.parquet'",
        "query('SELECT 1')", "query_table('t')", "seq_scan('t')", "arrow_scan(1, 2, 3)", "sqlite_scan('{0}', 'x')", "duckdb_settings()", "duckdb_secrets()", "duckdb_temporary_files()",
        "duckdb_views()", "duckdb_tables()", "duckdb_databases()", "duckdb_extensions()", "duckdb_logs()", "duckdb_variables()", "duckdb_functions()", "pragma_database_size()", "pragma_user_agent()",
        "pragma_table_info('t')", "which_secret('{0}', 's3')", "checkpoint()", "force_checkpoint()", "enable_logging()", "disable_logging()", "truncate_duckdb_logs()", "enable_profiling()",
        "json_execute_serialized_sql('x')", "test_all_types()", "sql_auto_complete('SEL')", "read_duckdb('{0}')", "enable_peg_parser()", "summary(t)", "histogram_values('{0}', a)", "information_schema.tables",
        "pg_catalog.pg_class", "sqlite_master", "duckdb_settings", "duckdb_views", "main.duckdb_tables", "system.information_schema.tables", "memory.main.t", "temp.t", "getenv('HOME')",
    ];

    private static readonly string[] Values =
    [
        "getenv('HOME')", "current_setting('temp_directory')", "getvariable('x')", "write_log('x')", "nextval('s')", "current_query()", "in_search_path('memory', 'main')", "sleep_ms(1)",
        "pg_get_viewdef(1)", "setseed(0.5)", "json_serialize_plan('SELECT 1')", "current_schemas(true)", "txid_current()", "pg_typeof(1)", "duckdb_x(1)", "system.main.current_setting('home_directory')",
    ];

    private static readonly string[] Statements =
    [
        "COPY t TO '{0}.x'", "COPY (SELECT 1) TO '{0}'", "COPY t FROM '{0}'", "EXPORT DATABASE '{0}.d'", "IMPORT DATABASE '{0}.d'", "ATTACH '{0}.db'", "ATTACH ':memory:' AS m", "DETACH memory", "USE memory",
        "INSTALL httpfs", "LOAD httpfs", "LOAD '{0}'", "SET threads=9", "SET GLOBAL memory_limit='9GB'", "RESET memory_limit", "SET VARIABLE x = 1", "PRAGMA database_list", "PRAGMA enable_external_access", "CALL pragma_version()",
        "CREATE TABLE x (a INT)", "CREATE TABLE x AS SELECT 1", "CREATE VIEW v AS SELECT * FROM read_text('{0}')", "CREATE OR REPLACE VIEW t AS SELECT 1", "CREATE MACRO m() AS TABLE SELECT * FROM read_text('{0}')",
        "CREATE SECRET s (TYPE s3)", "CREATE SCHEMA s", "CREATE SEQUENCE s", "CREATE TYPE e AS ENUM ('a')", "CREATE TEMP TABLE x AS SELECT 1", "DROP VIEW t", "ALTER VIEW t RENAME TO u", "INSERT INTO t VALUES (1)", "UPDATE t SET a = 1",
        "DELETE FROM t", "TRUNCATE t", "MERGE INTO t USING t AS s ON true WHEN MATCHED THEN DELETE", "BEGIN", "COMMIT", "CHECKPOINT", "VACUUM", "ANALYZE", "EXPLAIN SELECT 1", "EXPLAIN ANALYZE SELECT 1", "PREPARE p AS SELECT 1", "EXECUTE p",
        "DEALLOCATE p", "COMMENT ON VIEW t IS 'x'", "SHOW TABLES", "SHOW ALL TABLES", "SHOW DATABASES", "SELECT 1; SELECT 2", "SELECT 1; COPY t TO '{0}'", "", ";", "-- nothing", "SELECT 1 INTO x", "FROM t INSERT INTO t", "SELECT * FROM t) TO '{0}' --",
        "WITH x AS (INSERT INTO t VALUES (1) RETURNING a) SELECT * FROM x", "VALUES (getenv('HOME'))", "TABLE duckdb_settings", "FROM read_text('{0}')", "SUMMARIZE '{0}'", "DESCRIBE '{0}'", "PIVOT read_csv('{0}') ON a",
    ];

    private readonly QueriedTable table;
    private readonly string secret;

    public QueryGuardTests(QueriedTable table)
    {
        this.table = table;
        secret = Path.Combine(table.Folder, "secret.csv");
        if (!File.Exists(secret))
            File.WriteAllText(secret, "a,b\nSECRET,1\n");
    }

    public static TheoryData<string> AllStatements => [.. Statements, .. Escapes.Select(escape => "SELECT * FROM " + escape), .. Values.Select(value => "SELECT " + value)];

    [Theory]
    [MemberData(nameof(AllStatements))]
    public void An_escape_is_refused_and_nothing_is_written(string statement)
    {
        var before = Files();
        var error = Assert.Throws<UserException>(() => table.Ask(statement.Replace("{0}", secret, StringComparison.Ordinal)));
        Assert.DoesNotContain("SECRET", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Files());
    }

    /// <summary>Every escape in every place of a statement that is otherwise right: subqueries, joins, WITH, EXISTS, lateral, CASE, lambda, window, order, set operations.</summary>
    [Fact]
    public void No_statement_around_an_escape_lets_it_through()
    {
        string[] places =
        [
            "SELECT * FROM t JOIN {0} AS e ON true", "SELECT (SELECT count(*) FROM {0} AS e)", "SELECT 1 WHERE EXISTS (SELECT * FROM {0} AS e)", "WITH x AS (SELECT * FROM {0} AS e) SELECT * FROM x",
            "WITH x AS MATERIALIZED (SELECT * FROM {0} AS e) SELECT 1", "SELECT a FROM t UNION ALL SELECT 1 FROM {0} AS e", "SELECT a FROM t EXCEPT (SELECT 1 FROM {0} AS e)", "SELECT * FROM (SELECT * FROM {0} AS e)",
            "SELECT * FROM t, LATERAL (SELECT * FROM {0} AS e)", "SELECT a FROM t ORDER BY (SELECT count(*) FROM {0} AS e)", "SELECT a FROM t WHERE a IN (SELECT 1 FROM {0} AS e)",
            "SELECT sum(a) FILTER (WHERE EXISTS (FROM {0} AS e)) FROM t", "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r, {0} AS e WHERE n < 2) SELECT * FROM r",
            "SELECT list_transform([1], lambda x: (SELECT count(*) FROM {0} AS e))", "SELECT CASE WHEN true THEN (SELECT 1 FROM {0} AS e LIMIT 1) END", "SELECT a FROM t LIMIT (SELECT count(*) FROM {0} AS e)",
            "SELECT row_number() OVER (ORDER BY (SELECT 1 FROM {0} AS e LIMIT 1)) FROM t", "SELECT a FROM t QUALIFY (SELECT true FROM {0} AS e LIMIT 1)", "SELECT a FROM t GROUP BY a HAVING EXISTS (FROM {0} AS e)",
            "SELECT * FROM t POSITIONAL JOIN {0} AS e", "SELECT * FROM t SEMI JOIN {0} AS e ON true", "DESCRIBE SELECT * FROM {0} AS e", "SUMMARIZE SELECT * FROM {0} AS e",
            "WITH \"{1}\" AS (SELECT 1) SELECT * FROM {0} AS e", "SELECT * FROM {0} AS e WHERE EXISTS (WITH duckdb_settings AS (SELECT 1) SELECT * FROM duckdb_settings)", "WITH duckdb_settings AS (SELECT * FROM duckdb_settings) SELECT * FROM duckdb_settings, {0} AS e",
        ];
        var before = Files();
        Gen.Select(Gen.Int[0, Escapes.Length - 1], Gen.Int[0, places.Length - 1], Gen.Int[0, places.Length - 1], Gen.Bool).Sample(
            (e, o, i, isNested) =>
            {
                var (escape, outer, inner) = (Escapes[e], places[o], places[i]);
                var bare = escape.Replace("{0}", secret, StringComparison.Ordinal);
                var statement = inner.Replace("{0}", bare, StringComparison.Ordinal).Replace("{1}", secret, StringComparison.Ordinal);
                if (isNested && !inner.StartsWith("DESC", StringComparison.Ordinal) && !inner.StartsWith("SUMM", StringComparison.Ordinal))
                    statement = outer.Replace("{0}", $"({statement})", StringComparison.Ordinal).Replace("{1}", "x", StringComparison.Ordinal);
                try
                {
                    var answer = table.Ask(statement);
                    return !answer.Rows.SelectMany(row => row).Any(cell => cell?.Contains("SECRET", StringComparison.Ordinal) == true) && !bare.Contains('(', StringComparison.Ordinal);
                }
                catch (UserException)
                {
                    return true;
                }
            },
            iter: 120, threads: 1);
        Assert.Equal(before, Files());
    }

    [Fact]
    public void A_link_or_a_dotted_path_to_a_file_outside_is_no_way_out()
    {
        var link = Path.Combine(table.Folder, "import", "link.csv");
        File.Delete(link);
        File.CreateSymbolicLink(link, secret);
        foreach (var path in (string[])[link, Path.Combine(table.Folder, "import", "..", "secret.csv"), "/proc/self/environ", "/dev/stdin"])
            Assert.Throws<UserException>(() => table.Ask($"SELECT * FROM read_text('{path}')"));
        File.Delete(link);
    }

    /// <summary>The second wall: with no look at the statement at all, the database opens and writes nothing but the table's own file.</summary>
    [Fact]
    public void The_locked_database_alone_refuses_files_settings_and_extensions()
    {
        using var connection = Sql.OpenMemory();
        Sql.Run(connection, $"SET allowed_paths=[{Sql.Text(Path.Combine(table.Folder, "allowed.parquet"))}]");
        Sql.LockDown(connection);
        foreach (var statement in Escapes.Where(escape => escape.Contains("{0}", StringComparison.Ordinal) && escape.Contains("read", StringComparison.Ordinal)).Select(escape => "SELECT * FROM " + escape)
            .Concat(["COPY (SELECT 1) TO '{0}.x'", "ATTACH '{0}.db'", "EXPORT DATABASE '{0}.d'", "SET enable_external_access=true", "SET memory_limit='9GB'", "SET allowed_paths=['{0}']", "INSTALL httpfs", "LOAD '{0}'", "SELECT * FROM glob('/etc/*')"]))
            Assert.Throws<DuckDB.NET.Data.DuckDBException>(() => Sql.Run(connection, statement.Replace("{0}", secret, StringComparison.Ordinal)));
        Assert.Equal(["import", "secret.csv", "t.csv"], Directory.GetFileSystemEntries(table.Folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r")]
    [InlineData("SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE a.range % 3 = b.range % 7")]
    [InlineData("SELECT count(*) FROM t WHERE regexp_matches(repeat('a', 200000) || '!' || a, '(a+)+$') AND (SELECT count(*) FROM range(100000000000) x WHERE x.range % 7 = 3) > 0")]
    public void What_never_ends_is_ended_by_its_limit(string statement) =>
        Assert.Contains(
            Assert.Throws<UserException>(() => table.Ask(statement, new QueryOptions { Timeout = TimeSpan.FromSeconds(1), Memory = 64 << 20 })).Problems[0].Type,
            (string[])["query-too-slow", "out-of-memory"]);

    [Fact]
    public void What_needs_more_memory_than_it_may_take_says_so()
    {
        var error = Assert.Throws<UserException>(() => table.Ask("SELECT list(range) FROM range(100000000)", new QueryOptions { Memory = 64 << 20 }));
        Assert.Equal((Fault.Environment, "out-of-memory"), (error.Fault, error.Problems[0].Type));
    }

    [Fact]
    public void A_mistake_is_told_with_its_line_a_caret_and_the_nearest_name()
    {
        var problem = Assert.Throws<UserException>(() => table.Ask("SELECT 'häß',\n\tnaem FROM t")).Problems[0];
        Assert.Equal(("unknown-column", "line 2, column 2", " naem FROM t\n ^", "Did you mean 'name'?"), (problem.Type, problem.Where, problem.Excerpt, problem.Remedy));
        problem = Assert.Throws<UserException>(() => table.Ask("SELECT * FORM t")).Problems[0];
        Assert.Equal(("sql-syntax", "line 1, column 15"), (problem.Type, problem.Where));
        problem = Assert.Throws<UserException>(() => table.Ask("SELECT * FROM shob.t")).Problems[0];
        Assert.Equal(("unknown-table", "line 1, column 15", "Did you mean 'shop.t'?"), (problem.Type, problem.Where, problem.Remedy));
        problem = Assert.Throws<UserException>(() => table.Ask($"SELECT {new string('x', 500)}\u001b[31m FROM t")).Problems[0];
        Assert.All(problem.Excerpt!.Split('\n'), line => Assert.True(line.Length < 120));
        Assert.DoesNotContain('\u001b', problem.Excerpt!);
    }

    [Fact]
    public void Names_of_a_with_and_letter_case_are_told_apart_as_sql_does()
    {
        Assert.Equal("3", table.Ask("WITH T AS (SELECT * FROM t) SELECT count(*) FROM T").Rows[0][0]);
        Assert.Equal("6", table.Ask("SELECT sum(x.A) FROM SHOP.T x").Rows[0][0]);
        Assert.Equal("2", table.Ask("WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 2) SELECT max(n) FROM r").Rows[0][0]);
        Assert.Equal(["a", "d", "name"], table.Ask("DESCRIBE t").Rows.Select(row => row[0]));
    }

    private List<string> Files() => [.. Directory.EnumerateFiles(table.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => $"{path} {new FileInfo(path).Length} {File.GetLastWriteTimeUtc(path):O}")];
}
