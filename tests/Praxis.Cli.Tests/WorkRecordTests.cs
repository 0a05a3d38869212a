using System.Text.Json;

namespace Praxis.Cli.Tests;

/// <summary>What analyses, recipes and processing jobs leave on record, with the real program.</summary>
public sealed class WorkRecordTests
{
    private const string Rows = "shop,stars,text\n";

    [Fact]
    public void A_registered_result_leads_back_to_its_recipe_and_source()
    {
        using var praxis = new PraxisProgram();
        Assert.Equal(0, praxis.Run("ingest", praxis.Write("rows.csv", Rows + Lines(60))).Code);
        var recipe = praxis.Write("recipe.yaml", "name: clean\nsteps:\n  - filter: {where: \"stars > 1\"}\n  - split: {parts: {train: 0.8, test: 0.2}}\n");
        var run = praxis.Run("prepare", "run", recipe, "rows", "--out", "p", "--register", "clean");
        Assert.True(run.Code == 0, run.Error);
        Assert.Contains("Dataset     clean-train:1", run.Error);
        using var record = Json(praxis.Run("prepare", "show", "clean", "--json"));
        Assert.Equal("Completed", record.RootElement.GetProperty("status").GetString());
        Assert.Equal(["recipe.yaml", "rows"], record.RootElement.GetProperty("inputs").EnumerateArray().Select(input => input.GetProperty("name").GetString()));
        Assert.Equal("rows:1", record.RootElement.GetProperty("inputs")[1].GetProperty("dataset").GetString());
        Assert.Equal(["recipe.json", "summary.json", "test.csv", "train.csv", "datasets/train.parquet", "datasets/test.parquet"], record.RootElement.GetProperty("outputs").EnumerateArray().Select(made => made.GetProperty("name").GetString()));
        var id = record.RootElement.GetProperty("id").GetString()!;
        var lineage = praxis.Run("lineage", "show", "clean-train").Output;
        foreach (var words in (string[])["file train.parquet", $"recipe-run {id}", "dataset rows:1", "file rows.csv", "file recipe.yaml"])
            Assert.Contains(words, lineage);

        // A report on the file that the recipe wrote leads to the same source.
        Assert.Equal(0, praxis.Run("analyze", "insights", "p/train.csv").Code);
        Assert.Contains("dataset rows:1", praxis.Run("lineage", "show", "insights/report.html").Output);
        Assert.Contains("insights", praxis.Run("analyze", "list").Output);
        var opened = praxis.Run("analyze", "open", "train", "--out", "again");
        Assert.Equal("again/report.html\n", opened.Output);
        Assert.Equal(File.ReadAllText(praxis["insights/report.html"]), File.ReadAllText(praxis["again/report.html"]));

        Assert.Equal(0, praxis.Run("prepare", "drop", id, "--datasets").Code);
        Assert.DoesNotContain(id, praxis.Run("prepare", "list").Output);
        Assert.Equal(1, praxis.Run("ingest", "show", "clean-train").Code);
        Assert.Equal($"{id} restored\n", praxis.Run("prepare", "restore", id).Output);
        Assert.Contains(id, praxis.Run("prepare", "list").Output);
        Assert.Equal(0, praxis.Run("workspace", "check").Code);
    }

    [Fact]
    public void What_fails_is_on_record_with_its_reason()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.Write("rows.csv", Rows + Lines(10));
        Assert.Equal(1, praxis.Run("prepare", "run", praxis.Write("r.yaml", "name: wrong\nsteps:\n  - drop: {columns: [nothing]}\n"), file).Code);
        Assert.Equal(1, praxis.Run("analyze", "bias", file, "--label", "nothing", "--positive", "1", "--facet", "shop").Code);
        Assert.Contains("there is no column 'nothing'", praxis.Run("prepare", "show", "wrong").Output);
        Assert.Contains("Failed", praxis.Run("analyze", "list").Output);
        Assert.Contains("Failed", praxis.Run("prepare", "list").Output);
    }

    [Fact]
    public void A_sql_script_is_a_job_whose_later_statements_read_the_earlier()
    {
        using var praxis = new PraxisProgram();
        Assert.Equal(0, praxis.Run("ingest", praxis.Write("rows.csv", Rows + Lines(30))).Code);
        var script = praxis.Write("daily.sql", "-- output: shops\nSELECT shop, count(*) AS n FROM sold GROUP BY shop ORDER BY shop; -- all; of them\n-- output: most\nSELECT max(n) AS n, '=1+1;' AS cell FROM shops;\n");
        var run = praxis.Run("prepare", "job", "--sql", script, "--input", "sold=rows", "--out", "o");
        Assert.True(run.Code == 0, run.Error);
        Assert.Equal("shop,n\ns0,10\ns1,10\ns2,10\n", File.ReadAllText(praxis["o/shops.csv"]));
        Assert.Equal("n,cell\n10,\"'=1+1;\"\n", File.ReadAllText(praxis["o/most.csv"]));
        Assert.Contains("peak memory", run.Error);
        Assert.Contains("daily", praxis.Run("jobs", "list").Output);
        Assert.Contains("dataset rows:1", praxis.Run("lineage", "show", "o/most.csv").Output);
        foreach (var escape in (string[])["SELECT * FROM read_csv('/etc/passwd')", "COPY sold TO '/tmp/x.csv'", "SELECT 1; ATTACH 'x.db'"])
        {
            var refused = praxis.Run("prepare", "job", "--sql", praxis.Write("bad.sql", escape), "--input", "sold=rows", "--out", "bad");
            Assert.Equal(1, refused.Code);
            Assert.False(Directory.Exists(praxis["bad"]));
        }
    }

    [Fact]
    public void A_recipe_is_a_job_over_a_file_and_gives_what_the_command_gives()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.Write("rows.csv", Rows + Lines(40));
        var recipe = praxis.Write("recipe.yaml", "name: clean\nsteps:\n  - encode: {column: shop, how: ordinal}\n  - split: {parts: {train: 0.8, test: 0.2}}\n");
        var job = praxis.Run("prepare", "job", "--recipe", recipe, "--input", $"rows={file}", "--out", "a");
        Assert.True(job.Code == 0, job.Error);
        Assert.Equal(0, praxis.Run("prepare", "run", recipe, file, "--out", "b").Code);
        foreach (var name in (string[])["train.csv", "test.csv", "recipe.json"])
            Assert.Equal(File.ReadAllText(praxis[$"b/{name}"]), File.ReadAllText(praxis[$"a/{name}"]));
    }

    [Fact]
    public void What_a_program_uses_is_measured_and_a_leak_is_ended_by_its_limit()
    {
        using var praxis = new PraxisProgram();
        var run = praxis.Run("prepare", "job", "sh", "--shards", "2", "--input", "rows=" + praxis.Write("rows.csv", Rows + Lines(4)), "--", "-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; echo $SM_USER_ARGS > {output}/a");
        Assert.True(run.Code == 0, run.Error);
        using var record = Json(praxis.Run("prepare", "show", "sh", "--json"));
        var processes = record.RootElement.GetProperty("processes").EnumerateArray().ToList();
        Assert.Equal([0, 1], processes.Select(process => process.GetProperty("shard").GetInt32()));
        Assert.All(processes, process =>
        {
            Assert.True(process.GetProperty("cpuSeconds").GetDouble() > 0.01);
            Assert.InRange(process.GetProperty("peakMemoryBytes").GetInt64(), 100_000, 200_000_000);
        });
        Assert.StartsWith("[\"-c\"", File.ReadAllText(praxis["processed/shard-0000/a"]));
        var leak = praxis.Run("prepare", "job", "sh", "--memory-limit", "60MB", "--out", "leak", "--", "-c", "x=a; while true; do x=$x$x; done");
        Assert.Equal(2, leak.Code);
        Assert.Contains("held more than 60 MB of memory", leak.Error);
        Assert.False(Directory.Exists(praxis["leak"]));
    }

    [Fact]
    public void What_a_killed_command_left_half_made_is_swept_by_the_next_that_writes_there()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.Write("rows.csv", Rows + Lines(10));
        var endless = praxis.Write("long.yaml", "steps:\n  - derive: {column: b, formula: \"(SELECT sum(x.range * y.range) FROM range(10000000) x, range(10000000) y)\"}\n  - sort: {by: [b]}\n");
        using (var run = praxis.Start("prepare", "run", endless, file, "--out", "p"))
        {
            Assert.True(SpinWait.SpinUntil(() => Directory.Exists(praxis["p"]) && Directory.GetDirectories(praxis["p"]).Length > 0, TimeSpan.FromSeconds(30)));
            Signals.KillHard(run);
            Assert.True(run.WaitForExit(TimeSpan.FromSeconds(30)));
        }

        Assert.StartsWith(".half-", Path.GetFileName(Assert.Single(Directory.GetFileSystemEntries(praxis["p"]))));
        Directory.CreateDirectory(praxis["p/.half-mine"]);
        Assert.Equal(0, praxis.Run("prepare", "run", praxis.Write("r.yaml", "name: all\nsteps:\n  - sort: {by: [stars]}\n"), file, "--out", "p").Code);
        Assert.Equal([".half-mine", "all.csv", "recipe.json", "summary.json"], Directory.GetFileSystemEntries(praxis["p"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("the process that ran it is gone", praxis.Run("prepare", "show", "recipe").Output);
    }

    private static string Lines(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"s{i % 3},{1 + i % 5},text {i}\n"));

    private static JsonDocument Json(PraxisProgram.Ended run)
    {
        Assert.True(run.Code == 0, run.Error);
        return JsonDocument.Parse(run.Output);
    }
}
