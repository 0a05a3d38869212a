using System.Text.Json;

namespace Praxis.Cli.Tests;

/// <summary>The catalog and queries through the real program.</summary>
public sealed class IngestQueryTests
{
    private const string Endless = "SELECT count(*) FROM range(100000000000) a WHERE a.range % 7 = 3";

    [Fact]
    public void A_folder_becomes_a_table_is_asked_exported_dropped_and_restored()
    {
        using var praxis = new PraxisProgram();
        praxis.Write("sales/year=2023/a.csv", "item,price\n\"=hat\u001b[31m\",1.5\n");
        praxis.Write("sales/year=2024/b.csv", "item,price\nshoe,2.5\n");
        var ingested = praxis.Run("ingest", "sales", "--name", "shop.sales");
        Assert.True(ingested.Code == 0, ingested.Error);
        Assert.StartsWith("shop.sales:1: 2 rows, csv", ingested.Output);
        Assert.Contains("shop.sales:1", praxis.Run("ingest", "list").Output);
        Assert.Contains("=hat\\u001b[31m", praxis.Run("ingest", "preview", "shop.sales").Output);
        var answer = praxis.Run("query", "SELECT year, sum(price) AS total FROM shop.sales GROUP BY year ORDER BY year DESC");
        Assert.Equal("year  total\n2024  2.5\n2023  1.5\n", answer.Output);
        Assert.Contains("2 rows", answer.Error);
        foreach (var name in (string[])["out.csv", "out.json", "out.jsonl", "out.parquet"])
            Assert.True(praxis.Run("query", "SELECT * FROM sales ORDER BY price", "--database", "shop", "--out", name) is { Code: 0 }, name);
        Assert.Equal("item,price,year\n\"'=hat\u001b[31m\",1.5,2023\nshoe,2.5,2024\n", File.ReadAllText(praxis["out.csv"]));
        Assert.Equal(2, JsonDocument.Parse(File.ReadAllText(praxis["out.json"])).RootElement.GetArrayLength());
        Assert.Equal("{\"item\":\"shoe\",\"price\":2.5,\"year\":2024}", File.ReadAllLines(praxis["out.jsonl"])[1]);
        Assert.Equal(0, praxis.Run("ingest", "out.parquet", "--name", "back").Code);
        Assert.Equal("price\n1.5\n2.5\n", praxis.Run("query", "SELECT price FROM back", "--format", "csv").Output);
        Assert.Contains("shop.sales:1 dropped", praxis.Run("ingest", "drop", "shop.sales").Output);
        Assert.Equal(1, praxis.Run("query", "SELECT 1 FROM shop.sales").Code);
        Assert.Contains("restored", praxis.Run("ingest", "restore", "shop.sales").Output);
        Assert.Contains("ingested-as", praxis.Run("lineage", "show", "shop.sales").Output);
        Assert.Contains("SUCCEEDED", praxis.Run("query", "--history").Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(praxis[".praxis/tmp"]));
    }

    [Fact]
    public void A_mistake_in_a_statement_is_shown_with_a_caret()
    {
        using var praxis = new PraxisProgram();
        praxis.Run("ingest", praxis.Write("a.csv", "name,n\nx,1\n"));
        praxis.Write("q.sql", "SELECT\n  nmae\nFROM a\n");
        var run = praxis.Run("query", "@q.sql");
        Assert.Equal(1, run.Code);
        Assert.Equal("praxis: Referenced column \"nmae\" not found in FROM clause\n  where:    line 2, column 3\n              nmae\n              ^\n  do this:  Did you mean 'name'?\n", run.Error);
        foreach (var (sql, told) in new[] { ("SELECT * FROM read_text('/etc/passwd')", "may not call 'read_text'"), ("COPY a TO '/tmp/praxis-never'", "no SELECT"), ("SELECT * FROM '/etc/passwd'", "there is no table"), ("@absent.sql", "cannot be read") })
            Assert.Contains(told, praxis.Run("query", sql).Error);
        Assert.False(File.Exists("/tmp/praxis-never"));
        Assert.Equal(1, praxis.Run("query", "SELECT 1", "--memory", "much").Code);
        Assert.Equal(1, praxis.Run("query", "SELECT 1", "--format", "xml").Code);
    }

    [Fact]
    public async Task A_query_ends_by_ctrl_c_and_by_its_id_from_elsewhere()
    {
        using var praxis = new PraxisProgram();
        praxis.Run("workspace", "check");
        for (var way = 0; way < 2; way++)
        {
            using var query = praxis.Start("query", Endless, "--timeout", "600");
            JsonElement running;
            do
                running = JsonDocument.Parse(praxis.Run("query", "--history", "--json").Output).RootElement;
            while (running.GetArrayLength() <= way || running[0].GetProperty("state").GetString() != "RUNNING");
            if (way == 0)
                Signals.Interrupt(query);
            else
                Assert.Equal(0, praxis.Run("query", "--cancel", running[0].GetProperty("id").GetString()!).Code);
            await query.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(130, query.ExitCode);
            var ended = JsonDocument.Parse(praxis.Run("query", "--history", "--json").Output).RootElement[0];
            Assert.Equal("CANCELLED", ended.GetProperty("state").GetString());
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(praxis[".praxis/tmp"]));
    }

    [Fact]
    public void A_killed_query_has_failed_and_its_spill_is_swept()
    {
        using var praxis = new PraxisProgram();
        using var query = praxis.Start("query", "SELECT r FROM (SELECT range AS r, md5(range::VARCHAR) AS h FROM range(50000000)) ORDER BY h", "--memory", "64MB", "--timeout", "600");
        while (!query.HasExited && (!Directory.Exists(praxis[".praxis/tmp"]) || !Directory.EnumerateFiles(praxis[".praxis/tmp"], "*", SearchOption.AllDirectories).Any(file => file.Contains("duckdb_temp", StringComparison.Ordinal))))
            Thread.Yield();
        Signals.KillHard(query);
        query.WaitForExit();
        Assert.Contains("FAILED", praxis.Run("query", "--history").Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(praxis[".praxis/tmp"]));
    }
}
