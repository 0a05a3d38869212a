using System.Diagnostics;
using System.Text.Json;

namespace Praxis.Cli.Tests;

/// <summary>What happens to the machine while a run goes on.</summary>
public sealed class FaultTests
{
    private const int Moments = 50;

    [Fact]
    public void Killed_at_any_of_fifty_moments_a_run_gives_the_same_hashes_when_run_again()
    {
        string undisturbed;
        var clock = Stopwatch.StartNew();
        using (var praxis = new PraxisProgram())
        {
            Assert.Equal(0, praxis.RunJob(praxis.WriteReviews(rows: 300)).Code);
            undisturbed = Hashes(praxis);
        }

        var whole = clock.Elapsed;
        Parallel.For(0, Moments, new ParallelOptions { MaxDegreeOfParallelism = 2 }, moment =>
        {
            using var praxis = new PraxisProgram();
            var file = praxis.WriteReviews(rows: 300);
            using (var run = praxis.Start("run", file, "--text", "text", "--label", "label", "--no-serve"))
            {
                run.WaitForExit(whole * moment / Moments);
                if (!run.HasExited)
                    Signals.KillHard(run);
                run.WaitForExit();
            }

            var again = praxis.RunJob(file);
            Assert.True(again.Code == 0, $"moment {moment}: {again.Error}");
            Assert.Equal(undisturbed, Hashes(praxis));
            Assert.Empty(Directory.EnumerateFileSystemEntries(praxis[".praxis/tmp"]));
            Assert.DoesNotContain("InProgress", praxis.Run("jobs", "list").Output);
            var check = praxis.Run("workspace", "check");
            Assert.True(check.Code == 0, $"moment {moment}: {check.Output}");
        });
    }

    [Fact]
    public void The_worker_ends_when_its_owner_is_killed()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.WriteReviews(rows: 5_000);
        using var run = praxis.Start("run", file, "--text", "text", "--label", "label", "--no-serve", "--set", "tol=1e-12", "--set", "max_iter=100000");
        while (Workers(praxis.Path).Count == 0 && !run.HasExited)
            Thread.Yield();
        Signals.KillHard(run);
        var patience = Stopwatch.StartNew();
        while (Workers(praxis.Path).Count > 0 && patience.Elapsed < TimeSpan.FromSeconds(60))
            Thread.Yield();
        Assert.Empty(Workers(praxis.Path));
    }

    [Fact]
    public async Task Two_runs_and_a_gc_on_one_workspace_all_end_well()
    {
        using var praxis = new PraxisProgram();
        var (one, two) = (praxis.WriteReviews("one.csv", 300), praxis.WriteReviews("two.csv", 400));
        var runs = new[]
        {
            Task.Run(() => praxis.RunJob(one, "--report-folder", "one")),
            Task.Run(() => praxis.RunJob(two, "--report-folder", "two")),
            Task.Run(() => praxis.RunJob(one, "--report-folder", "three")),
            Task.Run(() => praxis.Run("workspace", "gc", "--grace-hours", "0.25")),
        };
        foreach (var ended in await Task.WhenAll(runs))
            Assert.True(ended.Code == 0, ended.Error);
        Assert.Equal(0, praxis.Run("workspace", "check").Code);
        using var models = JsonDocument.Parse(praxis.Run("models", "list", "--json").Output);
        Assert.Equal(2, models.RootElement.GetArrayLength());
    }

    [Fact]
    public void A_full_disk_is_told_and_the_next_start_works()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.WriteReviews(rows: 5_000);
        using var disk = SmallDisk.Mount(praxis["disk"], megabytes: 8);
        Assert.SkipUnless(disk is not null, "a small tmpfs cannot be mounted here");
        var workspace = System.IO.Path.Combine(disk.Path, ".praxis");
        for (var left = 7_000_000L; left > 0; left -= 700_000)
        {
            disk.Leave(left);
            var run = praxis.RunJob(file, "--workspace", workspace);
            Assert.True(run.Code is 0 or 2, $"{left} bytes left: {run.Code} {run.Error}");
            if (run.Code == 2)
                Assert.Contains("do this:", run.Error);
            disk.Clear();
            Directory.Delete(workspace, recursive: true);
        }

        Assert.Equal(0, praxis.RunJob(file, "--workspace", workspace).Code);
        Assert.Equal(0, praxis.Run("workspace", "check", "--workspace", workspace).Code);
    }

    [Theory]
    [InlineData("fasttext", """{"vector_dim":"16","buckets":"20000"}""")]
    [InlineData("blazingtext", """{"mode":"skipgram","vector_dim":"8","min_count":"1"}""")]
    [InlineData("tfidf-logistic-regression", "{}")]
    public async Task A_training_worker_tells_a_disk_that_is_full_at_any_write(string algorithm, string hyperparameters)
    {
        using var praxis = new PraxisProgram();
        using var disk = SmallDisk.Mount(praxis["disk"], megabytes: 12);
        Assert.SkipUnless(disk is not null, "a small tmpfs cannot be mounted here");
        var rows = praxis.Write("train.jsonl", string.Concat(Enumerable.Range(0, 4_000).Select(i => $"{{\"text\":\"it is {(i % 2 == 0 ? "lovely" : "torn")} w{i} v{i * 7} u{i % 97}\",\"label\":\"{(i % 2 == 0 ? "good" : "bad")}\"}}\n")));
        var (told, done) = (0, 0);
        for (var left = 0L; left < 9_000_000 && done < 2; left += Math.Max(8192, left / 3))
        {
            var folder = System.IO.Path.Combine(disk.Path, "job");
            foreach (var part in (string[])["input/train", "config", "checkpoints"])
                Directory.CreateDirectory(System.IO.Path.Combine(folder, part));
            File.CreateSymbolicLink(System.IO.Path.Combine(folder, "input", "train", "train.jsonl"), rows);
            File.WriteAllText(System.IO.Path.Combine(folder, "config", "hyperparameters.json"), hyperparameters);
            disk.Leave(left);
            using var worker = praxis.Start("worker", "train", folder, algorithm);
            var output = worker.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var error = await worker.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await worker.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(worker.ExitCode is 0 or 2, $"{left} bytes left: {worker.ExitCode} {error}");
            Assert.DoesNotContain("   at ", error + await output);
            if (worker.ExitCode == 2)
            {
                var failure = System.IO.Path.Combine(folder, "failure");
                var reason = error + (File.Exists(failure) ? File.ReadAllText(failure) : "");
                Assert.True(reason.Contains("check free space", StringComparison.Ordinal), $"{left} bytes left: {reason}");
                told++;
            }
            else
                done++;

            disk.Clear();
            Directory.Delete(folder, recursive: true);
        }

        Assert.True(told > 0 && done == 2, $"{told} times full, {done} times done");
    }

    [Fact]
    public void A_training_on_a_full_disk_is_told_and_registers_nothing()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.Write("train.txt", TrainTests.Lines(400));
        using var disk = SmallDisk.Mount(praxis["disk"], megabytes: 8);
        Assert.SkipUnless(disk is not null, "a small tmpfs cannot be mounted here");
        var workspace = System.IO.Path.Combine(disk.Path, ".praxis");
        string[] train = ["train", file, "--algorithm", "fasttext", "--set", "buckets=20000", "--set", "vector_dim=16", "--set", "min_count=1", "--workspace", workspace];
        for (var left = 3_000_000L; left > 0; left -= 400_000)
        {
            disk.Leave(left);
            var run = praxis.Run(train);
            Assert.True(run.Code is 0 or 2, $"{left} bytes left: {run.Code} {run.Error}");
            Assert.True(run.Code == 0 || run.Error.Contains("do this:", StringComparison.Ordinal), run.Error);
            disk.Clear();
            if (run.Code == 2 && Directory.Exists(workspace))
                Assert.DoesNotContain("train:1", praxis.Run("models", "list", "--workspace", workspace).Output);
            if (Directory.Exists(workspace))
                Directory.Delete(workspace, recursive: true);
        }

        Assert.Equal(0, praxis.Run(train).Code);
        Assert.Equal(0, praxis.Run("workspace", "check", "--workspace", workspace).Code);
    }

    [Fact]
    public void A_damaged_model_is_named_and_made_again_by_the_same_run()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.WriteReviews();
        praxis.RunJob(file);
        using var report = JsonDocument.Parse(File.ReadAllBytes(praxis["report.json"]));
        var hash = report.RootElement.GetProperty("hashes").GetProperty("model").GetString()!;
        var path = praxis[$".praxis/artifacts/{hash[..2]}/{hash[2..]}"];
        File.SetAttributes(path, FileAttributes.Normal);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
        var check = praxis.Run("workspace", "check");
        Assert.Equal(2, check.Code);
        Assert.Contains(hash, check.Output);
        var predict = praxis.Run("predict", "reviews", "soft");
        Assert.Equal(2, predict.Code);
        Assert.Contains(hash, predict.Error);
        Assert.Equal(0, praxis.RunJob(file).Code);
        Assert.Equal(0, praxis.Run("workspace", "check").Code);
        Assert.Equal(0, praxis.Run("predict", "reviews", "soft").Code);
    }

    [Fact]
    public void Secrets_of_the_environment_reach_neither_job_nor_workspace()
    {
        using var praxis = new PraxisProgram();
        Environment.SetEnvironmentVariable("PRAXIS_TEST_SECRET", "hunter2-is-my-password");
        try
        {
            Assert.Equal(0, praxis.RunJob(praxis.WriteReviews()).Code);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PRAXIS_TEST_SECRET", null);
        }

        foreach (var path in Directory.EnumerateFiles(praxis.Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
            Assert.DoesNotContain("hunter2", File.ReadAllText(path));
    }

    private static string Hashes(PraxisProgram praxis)
    {
        using var report = JsonDocument.Parse(File.ReadAllBytes(praxis["report.json"]));
        return report.RootElement.GetProperty("hashes").GetRawText();
    }

    internal static List<int> Workers(string folder)
    {
        var found = new List<int>();
        foreach (var process in Process.GetProcessesByName("praxis"))
            using (process)
                try
                {
                    var arguments = File.ReadAllText($"/proc/{process.Id}/cmdline");
                    if (arguments.Contains("worker", StringComparison.Ordinal) && arguments.Contains(folder, StringComparison.Ordinal))
                        found.Add(process.Id);
                }
                catch (IOException)
                {
                    // It has just ended.
                }

        return found;
    }
}
