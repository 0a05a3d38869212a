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
