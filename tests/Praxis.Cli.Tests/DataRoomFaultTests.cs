
namespace Praxis.Cli.Tests;

/// <summary>Faults and attacks on the rooms of data (A5, A6, A10, A17, F5, F8; F14 of processing jobs), with the real program.</summary>
public sealed class DataRoomFaultTests
{
    // A5: a part's name is no path.
    [Fact]
    public void Names_in_a_recipe_lead_nowhere()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.Write("rows.csv", "a\n1\n2\n3\n4\n");
        var run = praxis.Run("prepare", "run", praxis.Write("r.yaml", "name: \"../../x\"\nsteps:\n  - split: {parts: {\"../../evil\": 0.5, \"/etc/b\": 0.5}}\n"), file, "--out", "in/p");
        Assert.True(run.Code == 0, run.Error);
        Assert.Equal(["etc-b.csv", "evil.csv", "recipe.json", "summary.json"], Directory.GetFileSystemEntries(praxis["in/p"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["p"], Directory.GetFileSystemEntries(praxis["in"]).Select(Path.GetFileName));
        Assert.Contains("two parts of the split would be the file 'a-b.csv'", praxis.Run("prepare", "run", praxis.Write("s.yaml", "steps:\n  - split: {parts: {\"a b\": 0.5, \"a/b\": 0.5}}\n"), file, "--out", "q").Error);
        foreach (var command in (string[][])[["analyze", "show", "../x"], ["prepare", "drop", "../../x"], ["analyze", "restore", "%2e%2e%2f"], ["prepare", "open", "/etc/passwd"]])
            Assert.Equal(1, praxis.Run(command).Code);
        Assert.Equal(1, praxis.Run("prepare", "run", praxis["r.yaml"], file, "--register", "../x", "--out", "r").Code);
        Assert.Equal(1, praxis.Run("prepare", "job", "sh", "--name", "../x", "--", "-c", "true").Code);
        Assert.Equal(1, praxis.Run("prepare", "job", "sh", "--input", "../x=rows.csv", "--", "-c", "true").Code);
    }

    // A6: links in, and links out.
    [Fact]
    public void Links_in_a_jobs_input_and_output_are_not_followed()
    {
        using var praxis = new PraxisProgram();
        var secret = praxis.Write("secret.txt", "SECRET");
        praxis.Write("in/a.txt", "a");
        File.CreateSymbolicLink(praxis["in/b.txt"], secret);
        Assert.Contains("is a link", praxis.Run("prepare", "job", "cat", "--input", "rows=in", "--", "{input:rows}/b.txt").Error);
        File.Delete(praxis["in/b.txt"]);
        var run = praxis.Run("prepare", "job", "sh", "--input", "rows=in", "--", "-c", $"cp {{input:rows}}/a.txt {{output}}/a; ln -s {secret} {{output}}/b; ln -s / {{output}}/root");
        Assert.True(run.Code == 0, run.Error);
        Assert.Equal("processed/a\n", run.Output);
        Assert.Contains("wrote nothing", praxis.Run("prepare", "job", "ln", "--", "-s", secret, "{output}/b").Error);

        // An input is not written to by way of its link; the system's master alone writes what is read-only.
        if (Environment.UserName == "root")
            return;
        praxis.Run("prepare", "job", "sh", "--input", "rows=in", "--out", "w", "--", "-c", "echo changed > {input:rows}/a.txt; echo ok > {output}/a");
        Assert.Equal("a", File.ReadAllText(praxis["in/a.txt"]));
        Assert.Equal(0, praxis.Run("workspace", "check").Code);
    }

    // A10: guarded where it is asked for, and the same value when read back.
    [Fact]
    public void Cells_that_a_spreadsheet_would_run_are_guarded_and_come_back()
    {
        using var praxis = new PraxisProgram();
        string[] cells = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "-5", "'=1", "plain", "'quoted'"];
        var file = praxis.Write("rows.jsonl", string.Concat(cells.Select((cell, i) => System.Text.Json.JsonSerializer.Serialize(new { id = i, cell }) + "\n")));
        var recipe = praxis.Write("r.yaml", "name: cells\nsteps:\n  - filter: {where: \"true\"}\n");
        Assert.Equal(0, praxis.Run("prepare", "run", recipe, file, "--guard", "--out", "g").Code);
        foreach (var line in File.ReadAllLines(praxis["g/cells.csv"]).Skip(1))
            Assert.DoesNotContain(line.Split(',', 2)[1].Trim('"')[0], "=@\t");
        Assert.Equal(0, praxis.Run("ingest", "g/cells.csv", "--unguard", "--name", "cells").Code);
        Assert.Equal(0, praxis.Run("ingest", file, "--name", "original").Code);
        Assert.Equal("0", praxis.Run("query", "SELECT count(*) FROM cells JOIN original USING (id) WHERE cells.cell IS DISTINCT FROM original.cell", "--csv").Output.Split('\n')[1]);
    }

    // A14: patterns that run away elsewhere, on text that makes them, in checks, cleaning and words.
    [Fact]
    public void Patterns_and_texts_that_make_others_run_away_end()
    {
        using var praxis = new PraxisProgram();
        string[] texts = [new string('a', 100_000) + "!", new string('<', 100_000), string.Concat(Enumerable.Repeat(". ", 50_000)), new string('\'', 100_000), string.Concat(Enumerable.Repeat("n't ", 25_000))];
        var file = praxis.Write("rows.jsonl", string.Concat(texts.Select(text => System.Text.Json.JsonSerializer.Serialize(new { text }) + "\n")));
        var run = praxis.Run("prepare", "run", praxis.Write("r.yaml", """
            name: hostile
            steps:
              - expect: {pattern: {text: "(a+)+$"}, severity: warn}
              - clean_text: {column: text, into: clean, html: true, urls: true, punctuation: true, whitespace: true, stop_words: [the]}
              - tokenize: {column: text}
            """), file);
        Assert.True(run.Code == 0, run.Error);
        Assert.Contains("5 rows have a 'text' that does not match (a+)+$", run.Error);
    }

    // F14: interrupted while the proposed recipe is run.
    [Fact]
    public async Task Interrupted_insights_leave_nothing_half_made()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.Write("rows.csv", "id,city,number\n" + string.Concat(Enumerable.Range(1, 100_000).Select(i => $"{i},{(i % 40 == 0 ? "N/A" : i % 3 == 0 ? "Bern" : "Graz")},{(i == 7 ? 999_999 : i * 37 % 101)}\n")));
        using var run = praxis.Start("analyze", "insights", file, "--apply");
        string? line;
        do
            line = await run.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        while (line is not null && !line.StartsWith("Report", StringComparison.Ordinal));
        Assert.NotNull(line);
        Signals.Interrupt(run);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        // The signal may come when all is done.
        var mended = Directory.Exists(praxis["insights/mended"]) ? Directory.GetFileSystemEntries(praxis["insights/mended"]).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList() : [];
        Assert.Equal(run.ExitCode == 130 ? [] : ["mended.csv", "recipe.json", "summary.json"], mended);
        Assert.True(run.ExitCode is 0 or 130, $"It ended with {run.ExitCode}.");
        Assert.Contains(run.ExitCode == 130 ? "Stopped" : "Completed", praxis.Run("analyze", "list").Output);
        Assert.Empty(Directory.GetFileSystemEntries(praxis[".praxis/tmp"]));
    }

    // A17: a name forges no line.
    [Fact]
    public void Names_with_line_breaks_and_escapes_stay_one_line_on_record()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.Write("a\nforged \u001b[31m\u202ered.csv", "a\n1\n2\n3\n");
        var run = praxis.Run("analyze", "insights", file);
        Assert.True(run.Code == 0, run.Error);
        var job = praxis.Run("prepare", "job", "sh", "--input", $"rows={file}", "--", "-c", "printf 'x' > {output}/'b\nforged'; printf 'line\\nforged\\n'");
        Assert.True(job.Code == 0, job.Error);
        string[] outputs = [run.Error, job.Output, praxis.Run("analyze", "list").Output, praxis.Run("prepare", "list").Output, praxis.Run("prepare", "show", "sh").Output, praxis.Run("lineage", "show", "insights/report.html").Output, praxis.Run("analyze", "list", "--json").Output];
        foreach (var output in outputs)
        {
            Assert.DoesNotContain("\u001b", output);
            Assert.DoesNotContain("\u202e", output);
            Assert.DoesNotContain(output.Split('\n'), line => line.StartsWith("forged", StringComparison.Ordinal));
        }
    }

    // F5: found when read, named.
    [Fact]
    public void A_damaged_report_is_named_and_the_others_are_still_there()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.Write("rows.csv", "a,b\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"{i},{i % 3}\n")));
        Assert.Equal(0, praxis.Run("analyze", "insights", file).Code);
        using var shown = System.Text.Json.JsonDocument.Parse(praxis.Run("analyze", "show", "rows", "--json").Output);
        var artifact = shown.RootElement.GetProperty("outputs").EnumerateArray().Single(made => made.GetProperty("name").GetString() == "report.html").GetProperty("artifact").GetString()!;
        var path = praxis[$".praxis/artifacts/{artifact[..2]}/{artifact[2..]}"];
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
        var opened = praxis.Run("analyze", "open", "rows", "--out", "o");
        Assert.Equal(2, opened.Code);
        Assert.Contains("'report.html' are missing or damaged", opened.Error);
        Assert.Contains(artifact, opened.Error);
        Assert.Equal(2, praxis.Run("workspace", "check").Code);
        Assert.Equal(0, praxis.Run("analyze", "show", "rows").Code);
    }

    // F8: folders that cannot be written, and names of every kind.
    [Fact]
    public void A_result_that_cannot_be_written_is_told_and_paths_may_hold_anything()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.Write("é 🙂 data/rows of.csv", "a,b\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"{i},{i % 3}\n")));
        var recipe = praxis.Write("é 🙂 data/my recipe.yaml", "name: all\nsteps:\n  - sort: {by: [b]}\n");
        praxis.Write("blocked", "a file");
        foreach (var command in (string[][])[["analyze", "insights", file], ["analyze", "bias", file, "--label", "b", "--positive", "1", "--facet", "b"], ["prepare", "run", recipe, file], ["prepare", "job", "sh", "--", "-c", "echo x > {output}/x"]])
        {
            string[] to = ["--out", praxis["blocked/x"]];
            var options = command.TakeWhile(word => word != "--").Concat(to).Concat(command.SkipWhile(word => word != "--")).ToArray();
            var refused = praxis.Run(options);
            Assert.Equal(2, refused.Code);
            Assert.Contains("--out", refused.Error);
            to[1] = praxis["é 🙂 data/out to"];
            var run = praxis.Run(command.TakeWhile(word => word != "--").Concat(to).Concat(command.SkipWhile(word => word != "--")).ToArray());
            Assert.True(run.Code == 0, run.Error);
        }

        Assert.Equal("a file", File.ReadAllText(praxis["blocked"]));
        Assert.Empty(Directory.GetFileSystemEntries(praxis[".praxis/tmp"]));
    }

    // Its own result is a table like any other: what is there when the run begins.
    [Fact]
    public void A_recipe_that_joins_its_own_result_reads_the_one_before()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.Write("rows.csv", "id,n\n1,10\n2,20\n");
        Assert.Equal(0, praxis.Run("prepare", "run", praxis.Write("first.yaml", "name: all\nsteps:\n  - derive: {column: total, formula: n}\n  - keep: {columns: [id, total]}\n"), file, "--out", "p").Code);
        var cyclic = praxis.Write("cyclic.yaml", "name: all\nsteps:\n  - join: {with: before, on: [id]}\n  - derive: {column: total, formula: \"total + n\"}\n  - keep: {columns: [id, total]}\n");
        for (var i = 0; i < 2; i++)
        {
            var run = praxis.Run("prepare", "run", cyclic, file, "--table", "before=p/all.csv", "--out", "p");
            Assert.True(run.Code == 0, run.Error);
        }

        Assert.Equal("id,total\n1,30\n2,60\n", File.ReadAllText(praxis["p/all.csv"]));
        Assert.Contains("there is no table 'nobody'", praxis.Run("prepare", "run", praxis.Write("w.yaml", "steps:\n  - join: {with: nobody, on: [id]}\n"), file, "--table", "before=p/all.csv").Error);
    }

    // F14: nothing of a job outlives it, nor its owner.
    [Fact]
    public void A_programs_daemon_and_a_job_whose_owner_is_killed_end()
    {
        using var praxis = new PraxisProgram();
        var run = praxis.Run("prepare", "job", "sh", "--", "-c", $"setsid sh -c 'echo $$ > {praxis["daemon"]}; exec sleep 300' > /dev/null 2>&1 & while [ ! -s {praxis["daemon"]} ]; do sleep 0.05; done; echo ok > {{output}}/a");
        Assert.True(run.Code == 0, run.Error);
        Ends(praxis["daemon"]);
        using var owner = praxis.Start("prepare", "job", "sh", "--", "-c", $"echo $$ > {praxis["orphan"]}; sleep 300");
        Assert.True(SpinWait.SpinUntil(() => File.Exists(praxis["orphan"]) && new FileInfo(praxis["orphan"]).Length > 0, TimeSpan.FromSeconds(30)));
        Signals.KillHard(owner);
        Ends(praxis["orphan"]);
        Assert.Contains("Failed", praxis.Run("prepare", "list").Output);
    }

    private static void Ends(string pidFile)
    {
        var pid = File.ReadAllText(pidFile);
        Assert.True(SpinWait.SpinUntil(() => !Signals.IsRunning(pid), TimeSpan.FromSeconds(30)), "The process is still there.");
    }
}
