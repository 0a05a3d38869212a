using System.Text.Json;

namespace Praxis.Cli.Tests;

/// <summary><c>praxis jobs submit</c> and <c>usage</c>, with the real program.</summary>
public sealed class JobSubmitTests : IDisposable
{
    private readonly PraxisProgram praxis = new();

    public void Dispose() => praxis.Dispose();

    [Fact]
    public void A_program_of_the_users_own_is_a_training_job_on_record()
    {
        praxis.Write("rows.csv", "a,b\n1,2\n");
        praxis.Write("train.sh", "cat \"$SM_CHANNEL_TRAIN/rows.csv\" > \"$SM_MODEL_DIR/model.txt\"; echo \"acc: 0.75\"; echo \"depth $2\"; sleep 2.3");
        var run = praxis.Run("jobs", "submit", "--name", "forest", "--code", "train.sh", "--channel", "train=rows.csv", "--hp", "depth=8", "--metric", "accuracy=acc: ([0-9.]+)", "--max-runtime", "60", "--json", "--", "sh", "{code}/train.sh");
        Assert.True(run.Code == 0, run.Error);
        using var told = JsonDocument.Parse(run.Output);
        var job = told.RootElement.GetProperty("job");
        Assert.Equal("Completed", job.GetProperty("status").GetString());
        var metric = told.RootElement.GetProperty("metrics")[0];
        Assert.Equal(("accuracy", 0.75), (metric.GetProperty("name").GetString(), metric.GetProperty("value").GetDouble()));
        var id = job.GetProperty("id").GetString()!;
        Assert.Contains("depth 8", praxis.Run("jobs", "logs", id).Output, StringComparison.Ordinal);
        Assert.Contains("InProgress Uploading", praxis.Run("jobs", "show", id).Output, StringComparison.Ordinal);
        Assert.StartsWith("seconds", praxis.Run("jobs", "usage", id).Output, StringComparison.Ordinal);
        Assert.Equal(0, praxis.Run("jobs", "usage", id, "--out", "usage.svg").Code);
        Assert.Contains("memory, GiB", File.ReadAllText(praxis["usage.svg"]), StringComparison.Ordinal);
        Assert.Contains("artifact", praxis.Run("lineage", "query", "--from", "job/" + id, "--direction", "down").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interruptible_program_goes_on_where_it_was_killed()
    {
        const string Script = "n=$(cat $PRAXIS_CHECKPOINT_DIR/n 2>/dev/null || echo 0); echo $((n+1)) > $PRAXIS_CHECKPOINT_DIR/n; [ $n = 0 ] && kill -9 $$; echo \"went on at $n\"";
        var run = praxis.Run("jobs", "submit", "--name", "spot", "--interruptible", "--max-wait", "60", "--max-runtime", "30", "--", "sh", "-c", Script);
        Assert.True(run.Code == 0, run.Error);
        Assert.Contains("went on at 1", praxis.Run("jobs", "logs", "spot").Output, StringComparison.Ordinal);
        Assert.Contains("Interrupted", praxis.Run("jobs", "show", "spot").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--max-runtime", "1")]
    [InlineData()]
    public void A_training_that_is_stopped_keeps_the_model_that_it_saved(params string[] limit)
    {
        using (var run = praxis.Start(["jobs", "submit", "--name", "long", .. limit, "--", "sh", "-c", $"echo half > $PRAXIS_MODEL_DIR/model.txt; touch {praxis["saved"]}; exec sleep 300"]))
        {
            Assert.True(SpinWait.SpinUntil(() => File.Exists(praxis["saved"]), 60_000));
            if (limit.Length == 0)
                Assert.Equal(0, praxis.Run("jobs", "stop", "long").Code);
            run.WaitForExit();
        }

        var shown = praxis.Run("jobs", "show", "long").Output;
        Assert.Contains("Stopped", shown, StringComparison.Ordinal);
        var address = shown.Split('\n').Select(line => line.Trim()).Single(line => line.StartsWith("left artifact://folder/", StringComparison.Ordinal))[5..];
        Assert.Equal(0, praxis.Run("workspace", "check").Code);
        var next = praxis.Run("jobs", "submit", "--name", "next", "--channel", "model=" + address, "--", "sh", "-c", "cat $SM_CHANNEL_MODEL/model.txt");
        Assert.True(next.Code == 0, next.Error);
        Assert.Contains("half", praxis.Run("jobs", "logs", "next").Output, StringComparison.Ordinal);
    }

    // The driver's library, as it would tell of one GPU that is half in use by the process whose id stands in a file.
    [Fact]
    public void The_use_of_a_GPU_is_sampled()
    {
        var source = praxis.Write("nvml.c", """
            #include <stdio.h>
            #include <stdlib.h>
            struct rates { unsigned gpu, memory; };
            struct memory { unsigned long long total, free, used; };
            struct process { unsigned pid; unsigned long long used; unsigned a, b; };
            int nvmlInit_v2(void) { return 0; }
            int nvmlDeviceGetCount_v2(unsigned *count) { *count = 1; return 0; }
            int nvmlDeviceGetHandleByIndex_v2(unsigned i, void **device) { *device = (void *)1; return 0; }
            int nvmlDeviceGetUtilizationRates(void *device, struct rates *rates) { rates->gpu = 50; rates->memory = 1; return 0; }
            int nvmlDeviceGetMemoryInfo(void *device, struct memory *memory) { memory->used = 7; return 0; }
            int nvmlDeviceGetComputeRunningProcesses_v3(void *device, unsigned *count, struct process *all) {
                FILE *file = fopen(getenv("FAKE_PID"), "r");
                *count = 0;
                if (file && fscanf(file, "%u", &all[0].pid) == 1) { all[0].used = 3ull << 30; *count = 1; }
                if (file) fclose(file);
                return 0;
            }
            """);
        Assert.SkipUnless(Compiled(source, praxis["libnvidia-ml.so.1"]), "there is no C compiler here");
        using (var run = praxis.Start(new Dictionary<string, string> { ["LD_LIBRARY_PATH"] = Path.GetDirectoryName(praxis["pid"])!, ["FAKE_PID"] = praxis["pid"] }, "jobs", "submit", "--name", "gpu", "--", "sh", "-c", $"echo $$ > {praxis["pid"]}; sleep 3"))
        {
            run.WaitForExit();
            Assert.Equal(0, run.ExitCode);
        }

        Assert.Contains("at most 0.5 GPUs and 3,072 MiB of their memory", praxis.Run("jobs", "show", "gpu").Output, StringComparison.Ordinal);
        Assert.Contains("GPU memory", praxis.Run("jobs", "usage", "gpu").Output, StringComparison.Ordinal);
        Assert.Equal(0, praxis.Run("jobs", "usage", "gpu", "--out", "usage.svg").Code);
        Assert.Contains("GPU memory", File.ReadAllText(praxis["usage.svg"]), StringComparison.Ordinal);
    }

    private static bool Compiled(string source, string library)
    {
        try
        {
            using var compiler = System.Diagnostics.Process.Start("cc", ["-shared", "-fPIC", "-w", "-o", library, source]);
            compiler.WaitForExit();
            return compiler.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    [Fact]
    public void What_is_wrong_is_told_before_anything_runs()
    {
        var cases = new (string[] Arguments, string Told)[]
        {
            (["jobs", "submit", "--name", "a/b", "--", "true"], "is not a name for a job"),
            (["jobs", "submit", "--name", "x", "--channel", "train", "--", "true"], "--channel NAME=ADDRESS"),
            (["jobs", "submit", "--name", "x", "--", "sh", "{code}/x.sh"], "--code FILE"),
            (["jobs", "submit", "--name", "x", "--", "no-such-program-here"], "there is no program 'no-such-program-here'"),
            (["jobs", "submit", "--name", "x", "--gpus", "64", "--", "true"], "64 GPUs"),
        };
        foreach (var (arguments, told) in cases)
        {
            var run = praxis.Run(arguments);
            Assert.NotEqual(0, run.Code);
            Assert.Contains(told, run.Error + run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_job_that_runs_for_too_long_is_stopped_with_that_reason()
    {
        var run = praxis.Run("jobs", "submit", "--name", "slow", "--max-runtime", "1", "--", "sleep", "60");
        Assert.NotEqual(0, run.Code);
        Assert.Contains("MaxRuntimeExceeded", praxis.Run("jobs", "show", "slow").Output, StringComparison.Ordinal);
    }
}
