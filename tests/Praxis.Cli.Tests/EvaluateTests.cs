using System.Text.Json;

namespace Praxis.Cli.Tests;

/// <summary><c>praxis evaluate</c> and <c>praxis explain</c> with the real program.</summary>
public sealed class EvaluateTests
{
    [Fact]
    public void A_model_is_measured_compared_and_explained()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.WriteReviews();
        Assert.Equal(0, praxis.RunJob(file).Code);
        Assert.Equal(0, praxis.RunJob(file, "--name", "other", "--set", "ngram_max=1").Code);
        var fresh = praxis.Write("fresh.csv", PraxisProgram.Reviews(90));
        var run = praxis.Run("evaluate", "reviews", fresh, "--facet", "shop", "--positive", "good", "--against", "other", "--out", "result");
        Assert.True(run.Code == 0, run.Error);
        Assert.StartsWith("Verdict     reviews:1 has balanced accuracy ", run.Output);
        Assert.Contains("other:1", run.Output);
        Assert.Contains("\nshop ", run.Output);
        Assert.Contains("\nBias ", run.Output);
        using var json = JsonDocument.Parse(File.ReadAllText(praxis["result/evaluation.json"]));
        Assert.InRange(json.RootElement.GetProperty("metrics").GetProperty("accuracy").GetProperty("value").GetDouble(), 0.9, 1);
        Assert.Contains("</html>", File.ReadAllText(praxis["result/report.html"]));
        var again = praxis.Run("evaluate", "reviews", file, "--json", "--out", "result");
        Assert.Contains("trained on rows of this very file", again.Output);
        using var second = JsonDocument.Parse(again.Output);
        Assert.Equal("reviews:1", second.RootElement.GetProperty("model").GetString());

        var said = praxis.Run("explain", "reviews", "perfect but awful \u001b[31m<b>", "--out", "why");
        Assert.True(said.Code == 0, said.Error);
        Assert.StartsWith("Says        '", said.Output);
        Assert.Contains("  perfect\n", said.Output);
        Assert.DoesNotContain('\u001b', said.Output);
        Assert.True(File.Exists(praxis["why/analysis.json"]) && File.Exists(praxis["why/explanations_shap/out.csv"]) && File.Exists(praxis["why/report.html"]));
        var all = praxis.Run("explain", "reviews", "--file", fresh, "--global", "--rows", "20", "--granularity", "sentence");
        Assert.True(all.Code == 0, all.Error);
        Assert.Contains("Label       'good'", all.Output);
        Assert.True(File.Exists(praxis["explanation/report.html"]));
        Assert.Contains("log-odds", praxis.Run("explain", "reviews", "perfect", "--method", "linear").Output);
        Assert.Empty(Directory.GetFileSystemEntries(praxis[".praxis/tmp"]));
    }

    [Fact]
    public void An_analysis_config_is_run()
    {
        using var praxis = new PraxisProgram();
        Assert.Equal(0, praxis.RunJob(praxis.WriteReviews()).Code);
        praxis.Write("analysis_config.json", """
            {"dataset_type": "text/csv", "dataset_uri": "reviews.csv", "label": "label", "label_values_or_threshold": ["good"], "facet": [{"name_or_index": "shop"}],
             "methods": {"pre_training_bias": {"methods": "all"}, "post_training_bias": {"methods": "all"}, "shap": {"num_samples": 60}}, "predictor": {"model_name": "reviews"}}
            """);
        var run = praxis.Run("evaluate", "--config", "analysis_config.json", "--out", "analysis");
        Assert.True(run.Code == 0, run.Error);
        using var json = JsonDocument.Parse(File.ReadAllText(praxis["analysis/analysis.json"]));
        Assert.Equal(2, json.RootElement.GetProperty("post_training_bias_metrics").GetProperty("facets").GetProperty("shop").GetArrayLength());
        Assert.True(json.RootElement.GetProperty("explanations").GetProperty("kernel_shap").TryGetProperty("good", out _));
        var wrong = praxis.Run("evaluate", "--config", praxis.Write("bad.json", "{\"dataset_type\": \"text/csv\", \"dataset_uri\": \"s3://bucket/x.csv\"}"));
        Assert.Equal(1, wrong.Code);
        Assert.Contains("is not on this machine", wrong.Error);
    }

    [Theory]
    [InlineData("model and file are both needed", "evaluate", "reviews")]
    [InlineData("there is no model", "evaluate", "nobody", "reviews.csv")]
    [InlineData("there is no column 'x'", "evaluate", "reviews", "reviews.csv", "--label", "x")]
    [InlineData("there is no text to explain", "explain", "reviews")]
    [InlineData("no row has the label 'great'", "evaluate", "reviews", "reviews.csv", "--facet", "shop", "--positive", "great")]
    [InlineData("expected: token, sentence or paragraph", "explain", "reviews", "x", "--granularity", "word")]
    public void What_is_wrong_is_told(string expected, params string[] arguments)
    {
        using var praxis = new PraxisProgram();
        praxis.WriteReviews();
        if (arguments[1] == "reviews")
            Assert.Equal(0, praxis.RunJob("reviews.csv").Code);
        var run = praxis.Run(arguments);
        Assert.Equal(1, run.Code);
        Assert.Contains(expected, run.Error);
        Assert.False(Directory.Exists(praxis["evaluation"]));
    }
}
