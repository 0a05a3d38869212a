using System.Text.Json;
using Praxis.Testing;

namespace Praxis.Cli.Tests;

/// <summary><c>praxis prepare</c> with the real program.</summary>
public sealed class PrepareTests
{
    private const string Recipe = """
        name: shop
        seed: 3
        steps:
          - missing: {columns: [text], how: drop}
          - map: {column: stars, into: label, values: {1: bad, 2: bad, 3: fair, 4: good, 5: good}, else: error}
          - encode: {column: shop, how: ordinal}
          - expect: {values: {label: [bad, fair, good]}, least_rows: 10}
          - split: {parts: {train: 0.8, test: 0.2}, stratify: label}
        """;

    [Fact]
    public void A_recipe_is_validated_previewed_run_and_applied()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.Write("rows.csv", "shop,stars,text\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"s{i % 3},{1 + i % 5},{(i % 10 == 0 ? "" : $"text {i}")}\n")));
        var recipe = praxis.Write("recipe.yaml", Recipe);
        Assert.Equal("shop: 5 steps, nothing wrong\n", praxis.Run("prepare", "validate", recipe, file).Output);
        var preview = praxis.Run("prepare", "preview", recipe, file, "--rows", "1");
        Assert.True(preview.Code == 0, preview.Error);
        Assert.Contains("step 1, line 4: missing → 90 rows, 3 columns", preview.Output);
        var run = praxis.Run("prepare", "run", recipe, file, "--out", "p");
        Assert.True(run.Code == 0, run.Error);
        Assert.Equal("p/train.csv: 72 rows\np/test.csv: 18 rows\n", run.Output);
        Assert.Equal(["recipe.json", "summary.json", "test.csv", "train.csv"], Directory.GetFileSystemEntries(praxis["p"]).Select(Path.GetFileName).Order());
        var again = praxis.Run("prepare", "run", recipe, file, "--out", "q", "--json");
        Assert.Equal(File.ReadAllText(praxis["p/train.csv"]), File.ReadAllText(praxis["q/train.csv"]));
        using var summary = JsonDocument.Parse(again.Output);
        Assert.Equal(5, summary.RootElement.GetProperty("steps").GetArrayLength());
        var applied = praxis.Run("prepare", "apply", "p/recipe.json", praxis.Write("new.csv", "shop,stars,text\ns2,5,hello\nnew,1,world\n"), "--out", "new");
        Assert.True(applied.Code != 0 && applied.Error.Contains("there are 2 rows, not 10 to any"), applied.Error);
        Assert.False(File.Exists(praxis["new/shop.csv"]));
        Assert.Empty(Directory.GetFileSystemEntries(praxis[".praxis/tmp"]));
    }

    [Fact]
    public void Mistakes_are_told_with_their_step_and_line()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.Write("rows.csv", "a,b\n1,x\n2,y\n");
        var first = praxis.Run("prepare", "validate", praxis.Write("one.yaml", "steps:\n  - drpo: {columns: [a]}\n  - derive: {column: x, formula: a, foo: 3}\n  - map: {column: a, values: 3, else: maybe}\n"), file);
        Assert.Equal(1, first.Code);
        foreach (var words in (string[])["step 1, line 2", "Did you mean 'drop'?", "derive has no setting 'foo'", "values is '3'", "else is 'maybe'"])
            Assert.Contains(words, first.Error);
        var second = praxis.Run("prepare", "run", praxis.Write("two.yaml", "steps:\n  - drop: {columns: [c]}\n  - filter: {where: \"a > (1\"}\n  - derive: {column: z, formula: \"bb || 'x'\"}\n"), file, "--out", "p");
        Assert.Equal(1, second.Code);
        foreach (var words in (string[])["there is no column 'c'", "leaves a bracket open", "\"bb\" not found"])
            Assert.Contains(words, second.Error);
        Assert.Empty(Directory.GetFileSystemEntries(praxis["p"]));
        Assert.Contains("anchors", praxis.Run("prepare", "validate", praxis.Write("three.yaml", "a: &a [1]\nsteps: [*a, *a]\n"), file).Error);
    }

    [Fact]
    public void A_Parquet_file_is_spread_over_shards_by_its_rows()
    {
        using var praxis = new PraxisProgram();
        praxis.Write("rows.csv", "n,text\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"{i},row {i}\n")));
        praxis.Run("ingest", "rows.csv", "--name", "rows");
        praxis.Run("query", "SELECT n, text FROM rows ORDER BY n", "--out", "rows.parquet");
        var run = praxis.Run("prepare", "job", "sh", "--input", "rows=rows.parquet", "--shards", "3", "--", "-c", "cp {input:rows}/rows.parquet {output}/part.parquet");
        Assert.True(run.Code == 0, run.Error);
        string[] parts = [.. Enumerable.Range(0, 3).Select(shard => $"processed/shard-000{shard}/part.parquet")];
        foreach (var (part, name) in parts.Zip(["a", "b", "c"]))
            Assert.Equal(0, praxis.Run("ingest", part, "--name", name).Code);
        var joined = praxis.Run("query", "SELECT count(*) AS rows, sum(n) AS total, min(CASE text WHEN concat('row ', n) THEN 1 ELSE 0 END) AS same FROM (SELECT * FROM a UNION ALL SELECT * FROM b UNION ALL SELECT * FROM c)", "--format", "csv");
        Assert.True(joined.Code == 0, joined.Error);
        Assert.Contains("1000,499500,1", joined.Output, StringComparison.Ordinal);
        praxis.Run("query", "SELECT n FROM rows WHERE n < 2", "--out", "few.parquet");
        var few = praxis.Run("prepare", "job", "sh", "--input", "rows=few.parquet", "--shards", "3", "--", "-c", "true");
        Assert.NotEqual(0, few.Code);
        Assert.Contains("2 rows cannot be spread over 3 shards", few.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_is_a_job_over_shards_whose_results_come_when_all_are_done()
    {
        using var praxis = new PraxisProgram();
        praxis.Write("rows.csv", "a,b\n" + string.Concat(Enumerable.Range(0, 10).Select(i => $"{i},\"x\n{i}\"\n")));
        var run = praxis.Run("prepare", "job", "sh", "--input", "rows=rows.csv", "--shards", "3", "--", "-c", "cp {input:rows}/rows.csv {output}/part.csv; echo \"$PRAXIS_SHARD of $PRAXIS_SHARDS\" > {output}/who");
        Assert.True(run.Code == 0, run.Error);
        var parts = Enumerable.Range(0, 3).Select(shard => File.ReadAllText(praxis[$"processed/shard-000{shard}/part.csv"])).ToList();
        Assert.All(parts, part => Assert.StartsWith("a,b\n", part));
        Assert.Equal(10, parts.Sum(part => part.Split('"').Length / 2));
        Assert.Equal("2 of 3\n", File.ReadAllText(praxis["processed/shard-0002/who"]));
        var tried = praxis.Run("prepare", "job", "sh", "--retries", "1", "--out", "again", "--", "-c", $"test -e {praxis["flag"]} && echo ok > {{output}}/a || {{ touch {praxis["flag"]}; exit 1; }}");
        Assert.True(tried.Code == 0, tried.Error);
        Assert.Equal("ok\n", File.ReadAllText(praxis["again/a"]));
        Assert.Empty(Directory.GetFileSystemEntries(praxis[".praxis/tmp"]));
    }

    [Fact]
    public void Interrupted_in_the_middle_nothing_half_made_is_left()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.Write("rows.csv", "a\n1\n");

        // More than any machine does before it is told to stop.
        var recipe = praxis.Write("long.yaml", "steps:\n  - derive: {column: b, formula: \"(SELECT sum(x.range * y.range) FROM range(10000000) x, range(10000000) y)\"}\n  - sort: {by: [b]}\n");
        using var run = praxis.Start("prepare", "run", recipe, file, "--out", "p");
        Assert.True(SpinWait.SpinUntil(() => Directory.Exists(praxis["p"]), TimeSpan.FromSeconds(30)));
        Signals.Interrupt(run);
        Assert.True(run.WaitForExit(TimeSpan.FromSeconds(60)));
        Assert.Equal(130, run.ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(praxis["p"]));
        Assert.Empty(Directory.GetFileSystemEntries(praxis[".praxis/tmp"]));
    }

    [Theory]
    [InlineData("echo why >&2; exit 3", 1, "the processing failed: why")]
    [InlineData("true", 1, "wrote nothing")]
    [InlineData("sleep 60", 2, "longer than its limit of 1 s")]
    [InlineData("echo half > {output}/half; kill -9 $$", 2, "signal 9")]
    public void A_program_that_fails_is_told_and_leaves_no_result(string script, int code, string words)
    {
        using var praxis = new PraxisProgram();
        var run = praxis.Run("prepare", "job", "sh", "--timeout", script.StartsWith("sleep", StringComparison.Ordinal) ? "1" : "120", "--grace", "1", "--", "-c", script);
        Assert.Equal(code, run.Code);
        Assert.Contains(words, run.Error);
        Assert.Contains("praxis jobs logs", run.Error);
        Assert.False(Directory.Exists(praxis["processed"]));
    }

    [Fact]
    public void The_words_of_the_course_come_out_of_a_recipe()
    {
        var balanced = SharedFolder.File("data/reviews/womens_clothing_ecommerce_reviews_balanced.csv");
        var expected = File.ReadAllLines(SharedFolder.File("data/reviews/blazingtext_train.txt")).Concat(File.ReadAllLines(SharedFolder.File("data/reviews/blazingtext_validation.txt"))).Order(StringComparer.Ordinal).ToList();
        using var praxis = new PraxisProgram();
        var recipe = praxis.Write("recipe.yaml", """
            steps:
              - clean_text: {column: review_body, remove: ",\"", lower: true}
              - tokenize: {column: review_body}
              - keep: {columns: [sentiment, review_body]}
            """);
        var run = praxis.Run("prepare", "run", recipe, balanced, "--output-format", "jsonl");
        Assert.True(run.Code == 0, run.Error);
        var own = File.ReadAllLines(praxis["prepared/recipe.jsonl"]).Select(line =>
        {
            using var json = JsonDocument.Parse(line);
            return $"__label__{json.RootElement.GetProperty("sentiment")} \"{json.RootElement.GetProperty("review_body").GetString()}\"";
        }).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(7110, own.Count);
        Assert.Equal(expected, own);
    }
}
