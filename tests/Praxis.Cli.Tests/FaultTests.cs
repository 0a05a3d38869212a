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
        var disk = Directory.CreateDirectory(praxis["disk"]).FullName;
        Assert.SkipUnless(Mount("mount", "-t", "tmpfs", "-o", "size=8m", "praxis-test", disk), "a small tmpfs cannot be mounted here");
        try
        {
            var workspace = System.IO.Path.Combine(disk, ".praxis");
            for (var left = 7_000_000L; left > 0; left -= 700_000)
            {
                var filler = System.IO.Path.Combine(disk, "filler");
                using (var stream = File.Create(filler))
                    for (var written = 0L; written < 8_000_000 - left; written += 4096)
                        try
                        {
                            stream.Write(new byte[4096]);
                            stream.Flush();
                        }
                        catch (IOException)
                        {
                            break;
                        }

                var run = praxis.RunJob(file, "--workspace", workspace);
                Assert.True(run.Code is 0 or 2, $"{left} bytes left: {run.Code} {run.Error}");
                if (run.Code == 2)
                    Assert.Contains("do this:", run.Error);
                File.Delete(filler);
                Directory.Delete(workspace, recursive: true);
            }

            Assert.Equal(0, praxis.RunJob(file, "--workspace", workspace).Code);
            Assert.Equal(0, praxis.Run("workspace", "check", "--workspace", workspace).Code);
        }
        finally
        {
            Mount("umount", "-l", disk);
        }
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

    private static List<int> Workers(string folder)
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

    private static bool Mount(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
