using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Praxis.Cli.Tests;

public sealed partial class RunTests
{
    private static readonly string[] Questions = ["perfect, soft"];

    [Fact]
    public void A_file_becomes_a_model_a_report_and_a_lineage()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.WriteReviews();
        var run = praxis.RunJob(file, "--facet", "shop", "--positive", "good");
        Assert.True(run.Code == 0, run.Error);
        Assert.StartsWith("\nVerdict     Balanced accuracy ", run.Output);
        Assert.Contains("Bias        ", run.Output);
        foreach (var stage in (string[])["ingest", "analyze", "prepare", "train", "evaluate", "register"])
            Assert.Contains($"\n{stage} ", "\n" + run.Error);
        Assert.Contains("--delimiter", run.Error);
        using var report = JsonDocument.Parse(File.ReadAllBytes(praxis["report.json"]));
        Assert.Equal("reviews", report.RootElement.GetProperty("model").GetProperty("name").GetString());
        Assert.Contains("<!doctype html>", File.ReadAllText(praxis["report.html"]), StringComparison.OrdinalIgnoreCase);
        var lineage = praxis.Run("lineage", "show", "reviews").Output;
        Assert.Contains("model reviews:1", lineage);
        Assert.Contains("dataset reviews:1", lineage);
        Assert.Contains("Completed", praxis.Run("jobs", "list").Output);
        Assert.Equal(0, praxis.Run("workspace", "check").Code);
        Assert.Equal("good", praxis.Run("predict", "reviews", "perfect and soft and lovely").Output.Split('\t')[0]);
    }

    [Fact]
    public void The_same_file_gives_the_same_hashes_on_one_thread_and_two_and_says_that_nothing_changed()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.WriteReviews(rows: 200);
        praxis.RunJob(file, "--threads", "1", "--report-folder", "a");
        var second = praxis.RunJob(file, "--threads", "2", "--no-cache", "--report-folder", "b");
        Assert.Equal(Hashes(praxis["a/report.json"]), Hashes(praxis["b/report.json"]));
        Assert.Contains("Nothing changed", second.Output);
        using var models = JsonDocument.Parse(praxis.Run("models", "list", "--json").Output);
        Assert.Equal(1, models.RootElement.GetArrayLength());
    }

    [Theory]
    [InlineData("gradient-boosting", "rounds=20")]
    [InlineData("ensemble", "models=naive-bayes,support-vectors")]
    public void Texts_categories_and_numbers_run_the_whole_way_together(string algorithm, string set)
    {
        if (algorithm == "gradient-boosting")
            Assert.SkipUnless(!OperatingSystem.IsLinux() || System.Runtime.InteropServices.NativeLibrary.TryLoad("libgomp.so.1", out _), "trees need libgomp here: apt-get install libgomp1");
        using var praxis = new PraxisProgram();
        var file = praxis.Write("stock.csv", "text,title,label,shop,age\n" + string.Concat(Enumerable.Range(0, 200).Select(i =>
            $"\"A thing, bought number {i}\",{(i % 5 == 0 ? "" : i % 2 == 0 ? "lovely" : "torn")},{(i % 2 == 0 ? "good" : "bad")},{(i % 3 == 0 ? "north" : "south")},{(i % 7 == 0 ? "" : (i % 2 * 40) + (i % 9))}\n")));
        var run = praxis.Run("run", file, "--text", "text", "--text", "title", "--categorical", "shop", "--numeric", "age", "--label", "label", "--no-serve", "--algorithm", algorithm, "--set", set);
        Assert.True(run.Code == 0, run.Error);
        var asked = praxis.Run("predict", "stock", """{"text": "A thing", "title": "torn", "shop": "west", "age": 43}""");
        Assert.Equal("bad", asked.Output.Split('\t')[0]);
        var wrong = praxis.Run("predict", "stock", """{"text": "A thing", "titel": "torn", "shop": "west", "age": 43}""");
        Assert.Equal(1, wrong.Code);
        Assert.Contains("'title' is not there", wrong.Error);
        Assert.Contains("Did you mean 'titel'?", wrong.Error);
        wrong = praxis.Run("run", file, "--text", "text", "--numeric", "shop", "--label", "label", "--no-serve", "--algorithm", algorithm);
        Assert.Equal(1, wrong.Code);
        Assert.Contains("--categorical", wrong.Error);
        wrong = praxis.Run("run", file, "--text", "text", "--text", "title", "--label", "label", "--no-serve");
        Assert.Equal(1, wrong.Code);
        Assert.Contains("--algorithm ensemble or gradient-boosting", wrong.Error);
    }

    [Fact]
    public void Fasttext_runs_the_whole_way_too()
    {
        using var praxis = new PraxisProgram();
        var run = praxis.RunJob(praxis.WriteReviews(rows: 300), "--algorithm", "fasttext", "--set", "buckets=10000");
        Assert.True(run.Code == 0, run.Error);
        Assert.Equal("good", praxis.Run("predict", "reviews", "perfect and soft and lovely").Output.Split('\t')[0]);
        var wrong = praxis.RunJob(praxis["reviews.csv"], "--algorithm", "fastext");
        Assert.Equal(1, wrong.Code);
        Assert.Contains("fasttext", wrong.Error);
    }

    [Fact]
    public void Another_setting_is_compared_with_the_run_before()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.WriteReviews(rows: 400);
        praxis.RunJob(file);
        var second = praxis.RunJob(file, "--set", "C=0.001");
        Assert.Contains("C 1 → 0.001", second.Output);
        Assert.Contains("noise (McNemar p ", second.Output);
        Assert.Contains("reviews:2", second.Output);
    }

    [Fact]
    public void Below_the_gate_the_report_is_written_and_the_version_rejected()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.Write("noise.csv", "text,label\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"word{i % 7} thing{i % 5},{(i * 7919 % 13 < 6 ? "a" : "b")}\n")));
        var run = praxis.Run("run", file, "--text", "text", "--label", "label", "--min-accuracy", "1", "--port", "0");
        Assert.Equal(2, run.Code);
        Assert.Contains("Rejected", run.Error);
        Assert.True(File.Exists(praxis["report.html"]));
        Assert.DoesNotContain("Endpoint ", run.Error);
        Assert.Contains("Rejected", praxis.Run("models", "list").Output);
        var serve = praxis.Run("serve", "noise", "--port", "0");
        Assert.Equal(1, serve.Code);
        Assert.Contains("praxis models approve noise:1", serve.Error);
    }

    [Fact]
    public async Task The_endpoint_answers_beside_lists_queries_and_a_second_run_until_it_is_interrupted()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.WriteReviews();
        using var server = praxis.Start("run", file, "--text", "text", "--label", "label", "--port", "0");
        var address = await AddressAsync(server);
        using var client = new HttpClient();
        using (var answer = await client.PostAsJsonAsync(new Uri(address, "endpoints/reviews/invocations"), new { instances = Questions }))
        {
            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            Assert.Equal("good", body.RootElement.GetProperty("predictions")[0].GetProperty("label").GetString());
        }

        Assert.Equal(0, praxis.Run("jobs", "list").Code);
        Assert.Contains("60", praxis.Run("query", "SELECT count(*) FROM reviews").Output);
        var second = praxis.Run("run", file, "--text", "text", "--label", "label", "--set", "C=0.5");
        Assert.True(second.Code == 0, second.Error);
        Assert.Contains(address.ToString(), second.Output);
        Assert.Contains("\"modelVersion\":2", await client.GetStringAsync(new Uri(address, "endpoints/reviews")));
        var third = praxis.Run("serve");
        Assert.Equal(2, third.Code);
        Assert.Contains(address.ToString(), third.Error);

        Signals.Interrupt(server);
        Assert.True(server.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.Equal(0, server.ExitCode);
        Assert.False(File.Exists(praxis[".praxis/server.json"]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(praxis[".praxis/tmp"]));
    }

    [Fact]
    public void A_taken_port_is_told_before_any_work()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.WriteReviews();
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var run = praxis.Run("run", file, "--text", "text", "--label", "label", "--port", port);
        Assert.Equal(2, run.Code);
        Assert.Contains("--port 0", run.Error);
        Assert.DoesNotContain("ingest", run.Error);
    }

    [Theory]
    [InlineData("ingest")]
    [InlineData("prepare")]
    [InlineData("train")]
    public void Ctrl_C_ends_with_130_says_how_to_go_on_and_leaves_nothing_half_made(string stage)
    {
        using var praxis = new PraxisProgram();
        var file = praxis.WriteReviews(rows: 20_000);
        using var run = praxis.Start("run", file, "--text", "text", "--label", "label", "--no-serve", "--set", "tol=1e-12", "--set", "max_iter=100000");
        while (stage == "ingest" && !run.HasExited && (!Directory.Exists(praxis[".praxis/tmp"]) || !Directory.EnumerateFileSystemEntries(praxis[".praxis/tmp"]).Any()))
            Thread.Yield();
        var before = stage switch { "ingest" => null, "prepare" => "analyze", _ => "prepare" };
        while (before is not null && run.StandardError.ReadLine() is { } line && !line.StartsWith(before, StringComparison.Ordinal))
            continue;
        Signals.Interrupt(run);
        var rest = run.StandardError.ReadToEnd();
        Assert.True(run.WaitForExit(TimeSpan.FromSeconds(60)));
        if (run.ExitCode == 0)
            return; // It was done before the signal came.
        Assert.Equal(130, run.ExitCode);
        Assert.Contains("run the same command again", rest);
        Assert.Equal(0, praxis.Run("workspace", "check").Code);
        Assert.Empty(Directory.EnumerateFileSystemEntries(praxis[".praxis/tmp"]));
        Assert.DoesNotContain("InProgress", praxis.Run("jobs", "list").Output);
        Assert.Equal("[]", praxis.Run("models", "list", "--json").Output.Trim());
    }

    [Fact]
    public void A_running_job_is_stopped_from_another_process()
    {
        using var praxis = new PraxisProgram();
        using var run = praxis.Start("run", praxis.WriteReviews(rows: 20_000), "--text", "text", "--label", "label", "--no-serve", "--set", "tol=1e-12", "--set", "max_iter=100000", "--set", "C=1000000");
        while (!praxis.Run("jobs", "list").Output.Contains("InProgress", StringComparison.Ordinal) && !run.HasExited)
            continue;
        Assert.SkipWhen(run.HasExited, "The training was done before it could be stopped.");
        var stop = praxis.Run("jobs", "stop", "reviews");
        Assert.True(stop.Code == 0, stop.Error);
        var rest = run.StandardError.ReadToEnd();
        run.WaitForExit();
        Assert.Contains(run.ExitCode, (int[])[0, 2]);
        if (run.ExitCode == 2)
            Assert.Contains("was stopped", rest);
        Assert.DoesNotContain("InProgress", praxis.Run("jobs", "list").Output);
    }

    [Fact]
    public void Hostile_text_is_harmless_in_terminal_and_report()
    {
        using var praxis = new PraxisProgram();
        var hostile = "<script>alert(1)</script> \u001b[31mred\u001b[0m =1+1 \u202eabc";
        var file = praxis.Write("reviews.csv", PraxisProgram.Reviews(60).Replace("A lovely thing", hostile, StringComparison.Ordinal).Replace("good", "<b>good</b>\u001b[1m", StringComparison.Ordinal));
        var run = praxis.RunJob(file);
        Assert.True(run.Code == 0, run.Error);
        Assert.DoesNotContain('\u001b', run.Output + run.Error);
        Assert.DoesNotContain('\u202e', run.Output + run.Error);
        var html = File.ReadAllText(praxis["report.html"]);
        Assert.DoesNotContain("<script>", html);
        Assert.DoesNotContain("<b>good", html);
        Assert.DoesNotContain('\u001b', html);
        var csv = praxis.Run("query", "--csv", "SELECT '=1+1' AS formula");
        Assert.Equal("formula\n\"'=1+1\"\n", csv.Output);
        foreach (var value in (string[])["=1+1", "'=1+1", "@x", "plain", "'quoted'"])
        {
            var export = praxis.Run("query", "--csv", $"SELECT '{value.Replace("'", "''", StringComparison.Ordinal)}' AS formula, 1 AS n").Output;
            Assert.Equal(0, praxis.Run("ingest", praxis.Write("export.csv", export), "--name", "export", "--unguard").Code);
            using var back = JsonDocument.Parse(praxis.Run("query", "--json", "SELECT formula FROM export").Output);
            Assert.Equal(value, back.RootElement.GetProperty("rows")[0][0].GetString());
        }
    }

    [Fact]
    public void The_demo_goes_the_whole_way_and_prints_the_command_for_ones_own_file()
    {
        using var praxis = new PraxisProgram();
        var demo = praxis.Run("demo", "--no-serve");
        Assert.True(demo.Code == 0, demo.Error);
        Assert.Contains("Balanced accuracy 0.", demo.Output);
        Assert.Contains("better than guessing", demo.Output);
        Assert.Contains("'Trend'", demo.Output);
        Assert.Contains("praxis run sample-reviews.csv --text", demo.Error);
        Assert.Contains("praxis run FILE --text COLUMN --label COLUMN", demo.Error);
        Assert.True(new FileInfo(praxis["report.html"]).Length < 2_000_000);
    }

    [Fact]
    public void Without_arguments_three_examples_are_shown()
    {
        using var praxis = new PraxisProgram();
        var bare = praxis.Run();
        Assert.Equal(0, bare.Code);
        Assert.Equal(3, bare.Output.Split('\n').Count(line => line.StartsWith("  praxis ", StringComparison.Ordinal)));
        Assert.False(Directory.Exists(praxis.Workspace));
    }

    internal static async Task<Uri> AddressAsync(Process server)
    {
        while (await server.StandardError.ReadLineAsync() is { } line)
            if (Address().Match(line) is { Success: true } match)
            {
                // What follows must be read, or the program would wait for us.
                _ = server.StandardError.ReadToEndAsync();
                _ = server.StandardOutput.ReadToEndAsync();
                return new Uri(match.Groups[1].Value);
            }

        throw new InvalidOperationException("The server ended without an address.");
    }

    private static string Hashes(string path)
    {
        using var report = JsonDocument.Parse(File.ReadAllBytes(path));
        return report.RootElement.GetProperty("hashes").GetRawText();
    }

    [GeneratedRegex(@"Try it\s+(http\S+)")]
    private static partial Regex Address();
}
