using System.Text.Json.Nodes;

namespace Praxis.Cli.Tests;

/// <summary><c>praxis run</c> as an execution of the pipeline engine.</summary>
public sealed class RunExecutionTests : IDisposable
{
    private static readonly string[] Cached = ["prepare", "train", "evaluate"];
    private readonly PraxisProgram praxis = new();

    public void Dispose() => praxis.Dispose();

    [Fact]
    public void A_run_is_an_execution_and_the_same_run_again_is_answered_from_it_unless_asked_otherwise()
    {
        var file = praxis.WriteReviews(rows: 200);
        var first = praxis.RunJob(file);
        Assert.True(first.Code == 0, first.Error);
        Assert.Contains("praxis pipeline show run-reviews", first.Error);
        var (execution, steps) = Show("run-reviews");
        Assert.Equal("Succeeded", execution["status"]!.GetValue<string>());
        Assert.Equal(["Ingest", "Analyze", "Prepare", "Train", "Evaluate", "Register"], steps.Keys);
        Assert.Contains("reviews:1, Approved", praxis.Run("pipeline", "show", "run-reviews").Output);
        Assert.Contains("Ingest", praxis.Run("pipeline", "graph", "run-reviews").Output);
        var job = steps["Train"]["job"]!.GetValue<string>();
        Assert.Contains($"job {job}", praxis.Run("lineage", "show", execution["id"]!.GetValue<string>()).Output);
        Assert.Contains("(ran)", praxis.Run("lineage", "show", "reviews").Output);

        var second = praxis.RunJob(file);
        Assert.All(Cached, stage => Assert.Contains("kept from an earlier run", Line(second.Error, stage)));
        Assert.DoesNotContain("kept", Line(second.Error, "ingest"));
        Assert.Equal(first.Output.Split("\nVerdict")[1].Split('\n')[0], second.Output.Split("\nVerdict")[1].Split('\n')[0]);
        Assert.Equal(job, Show("run-reviews").Steps["Train"]["job"]!.GetValue<string>());

        var anew = praxis.RunJob(file, "--no-cache");
        Assert.DoesNotContain("kept", anew.Error);
        Assert.Contains("Nothing changed", anew.Output);
        Assert.NotEqual(job, Show("run-reviews").Steps["Train"]["job"]!.GetValue<string>());

        // Another setting of the training alone: the rows stand.
        var other = praxis.RunJob(file, "--set", "C=0.5");
        Assert.Contains("kept", Line(other.Error, "prepare"));
        Assert.DoesNotContain("kept", Line(other.Error, "train"));
        Assert.Equal(4, JsonNode.Parse(praxis.Run("pipeline", "executions", "run-reviews", "--json").Output)!.AsArray().Count);
        Assert.Equal(2, JsonNode.Parse(praxis.Run("pipeline", "list", "--json").Output)![0]!["version"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("analyze", "watch")]
    [InlineData("prepare", "watch")]
    [InlineData("evaluate", "watch")]
    [InlineData("prepare", "run")]
    public void Killed_after_a_stage_the_execution_goes_on_to_the_same_model(string stage, string how)
    {
        var file = praxis.WriteReviews(rows: 3_000);
        string undisturbed;
        using (var other = new PraxisProgram())
        {
            Assert.Equal(0, other.RunJob(other.WriteReviews(rows: 3_000)).Code);
            undisturbed = Model(other);
        }

        using (var run = praxis.Start("run", file, "--text", "text", "--label", "label", "--no-serve"))
        {
            while (run.StandardError.ReadLine() is { } line && !line.StartsWith(stage, StringComparison.Ordinal))
                continue;
            Signals.KillHard(run);
            run.WaitForExit();
        }

        var left = Show("run-reviews").Execution["id"]!.GetValue<string>();
        if (how == "watch")
        {
            var watched = praxis.Run("pipeline", "watch", left);
            Assert.True(watched.Code == 0, watched.Output + watched.Error);
        }
        else
        {
            Assert.Equal(0, praxis.RunJob(file).Code);
            Assert.Equal("Stopped", Show(left).Execution["status"]!.GetValue<string>());
        }

        Assert.Equal(undisturbed, Model(praxis));
        Assert.DoesNotContain("Executing", praxis.Run("pipeline", "executions").Output);
        Assert.Equal(0, praxis.Run("workspace", "check").Code);
        Assert.Equal(0, praxis.RunJob(file).Code);
        Assert.Single(JsonNode.Parse(praxis.Run("models", "list", "--json").Output)!.AsArray());
    }

    [Fact]
    public void Interrupted_it_says_which_execution_to_retry_and_that_ends_it()
    {
        using var run = praxis.Start("run", praxis.WriteReviews(rows: 20_000), "--text", "text", "--label", "label", "--no-serve");
        while (run.StandardError.ReadLine() is { } line && !line.StartsWith("prepare", StringComparison.Ordinal))
            continue;
        Signals.Interrupt(run);
        var told = run.StandardError.ReadToEnd();
        run.WaitForExit();
        Assert.SkipWhen(run.ExitCode == 0, "It was done before the signal came.");
        Assert.Equal(130, run.ExitCode);
        var retry = told.Split("praxis pipeline retry ")[1].Split(' ')[0];
        var retried = praxis.Run("pipeline", "retry", retry);
        Assert.True(retried.Code == 0, retried.Output + retried.Error);
        Assert.Contains("reviews:1", praxis.Run("models", "list").Output);
    }

    [Fact]
    public void No_server_takes_a_run_that_has_an_owner_and_a_server_goes_on_with_one_that_has_none()
    {
        var file = praxis.WriteReviews(rows: 3_000);
        using var server = praxis.Start("serve", "--port", "0");
        while (!File.Exists(praxis[".praxis/server.json"]) && !server.HasExited)
            Thread.Sleep(20);
        var run = praxis.RunJob(file, "--no-cache");
        Assert.True(run.Code == 0, run.Error);
        Assert.All(Cached, stage => Assert.NotEqual("", Line(run.Error, stage)));
        using (var killed = praxis.Start("run", file, "--text", "text", "--label", "label", "--no-serve", "--set", "C=0.5"))
        {
            while (killed.StandardError.ReadLine() is { } line && !line.StartsWith("prepare", StringComparison.Ordinal))
                continue;
            Signals.KillHard(killed);
            killed.WaitForExit();
        }

        Assert.True(SpinWait.SpinUntil(() => Show("run-reviews").Execution["status"]!.GetValue<string>() == "Succeeded", 60_000));
        Assert.Contains("reviews:2", praxis.Run("models", "list").Output);
        Signals.Interrupt(server);
        server.WaitForExit();
    }

    [Fact]
    public void A_mistake_is_told_as_it_is_and_the_execution_can_be_retried_when_it_is_mended()
    {
        var wrong = praxis.Run("run", praxis["later.csv"], "--text", "text", "--label", "label", "--no-serve");
        Assert.Equal(1, wrong.Code);
        Assert.DoesNotContain("Step failure", wrong.Error);
        praxis.WriteReviews("later.csv");
        var retried = praxis.Run("pipeline", "retry", "run-later");
        Assert.True(retried.Code == 0, retried.Output + retried.Error);
        Assert.Contains("later:1", praxis.Run("models", "list").Output);
    }

    [Fact]
    public void With_a_recipe_it_is_a_step_and_everything_goes_on_from_the_record()
    {
        var file = praxis.WriteReviews(rows: 200);
        var recipe = praxis.Write("low.yaml", "name: low\nsteps:\n  - clean_text: {column: text, into: words, lower: true}\n");
        string[] run = ["run", file, "--recipe", recipe, "--text", "words", "--label", "label", "--no-serve"];
        var first = praxis.Run(run);
        Assert.True(first.Code == 0, first.Error);
        File.Delete(recipe);
        var (_, steps) = Show("run-reviews-prepared");
        Assert.Equal("Recipe", steps.Keys.First());
        Assert.Equal(1, praxis.Run(run).Code);
        var again = praxis.Run("pipeline", "start", "run-reviews-prepared");
        Assert.True(again.Code == 0, again.Output + again.Error);
        Assert.Equal("cached", Show("run-reviews-prepared").Steps["Train"]["cacheHit"] is null ? "anew" : "cached");
        Assert.Single(JsonNode.Parse(praxis.Run("models", "list", "--json").Output)!.AsArray());
    }

    private static string Line(string error, string stage) => error.Split('\n').FirstOrDefault(line => line.StartsWith(stage, StringComparison.Ordinal)) ?? "";

    private (JsonNode Execution, Dictionary<string, JsonNode> Steps) Show(string id)
    {
        var shown = praxis.Run("pipeline", "show", id, "--json");
        Assert.True(shown.Code == 0 || shown.Output.Length > 0, shown.Error);
        var node = JsonNode.Parse(shown.Output)!;
        return (node["execution"]!, node["steps"]!.AsArray().ToDictionary(step => step!["name"]!.GetValue<string>(), step => step!, StringComparer.Ordinal));
    }

    private static string Model(PraxisProgram program) =>
        JsonNode.Parse(program.Run("models", "list", "--json").Output)!.AsArray()[^1]!["artifact"]!.GetValue<string>();
}
