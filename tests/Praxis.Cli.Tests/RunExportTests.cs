using System.Text.Json;

namespace Praxis.Cli.Tests;

/// <summary><c>praxis run --export</c>: the main job as a pipeline to edit.</summary>
public sealed class RunExportTests : IDisposable
{
    private readonly PraxisProgram praxis = new();

    public void Dispose() => praxis.Dispose();

    [Fact]
    public void The_exported_pipeline_gives_the_same_model_to_the_byte()
    {
        praxis.Run("sample", "reviews", "--rows", "400", "--seed", "3", "--out", "reviews.csv");
        string[] options = ["--text", "Review Text", "--label", "Rating", "--label-map", "1,2=-1;3=0;4,5=1", "--facet", "Class Name", "--min-accuracy", "0.2", "--seed", "5"];
        var run = praxis.Run(["run", "reviews.csv", .. options, "--no-serve", "--json"]);
        Assert.True(run.Code == 0, run.Error);
        Assert.Contains("--export", run.Error, StringComparison.Ordinal);
        using var report = JsonDocument.Parse(run.Output);
        var exported = praxis.Run(["run", "reviews.csv", .. options, "--name", "exported", "--export", "run.yaml"]);
        Assert.True(exported.Code == 0, exported.Error);
        var validated = praxis.Run("pipeline", "validate", "run.yaml");
        Assert.True(validated.Code == 0, validated.Error);
        var started = praxis.Run("pipeline", "start", "run.yaml");
        Assert.True(started.Code == 0, started.Output + started.Error);
        using var model = JsonDocument.Parse(praxis.Run("models", "show", "exported").Output);
        var version = model.RootElement;
        Assert.Equal(report.RootElement.GetProperty("model").GetProperty("artifact").GetString(), version.GetProperty("artifact").GetString());
        Assert.Equal("Approved", version.GetProperty("status").GetString());
    }

    [Fact]
    public void What_steps_cannot_do_is_told()
    {
        praxis.Write("rows.csv", "text,more,label\na,b,1\n");
        var run = praxis.Run("run", "rows.csv", "--text", "text", "--categorical", "more", "--label", "label", "--algorithm", "gradient-boosting", "--export", "run.yaml");
        Assert.NotEqual(0, run.Code);
        Assert.Contains("one column of text", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(praxis["run.yaml"]));
    }
}
