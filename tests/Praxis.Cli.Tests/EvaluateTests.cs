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
        Assert.Equal(0, praxis.Run("explain", "reviews", "--file", fresh, "--rows", "5", "--method", "linear", "--out", "exact").Code);
        Assert.StartsWith("row,label,feature,feature_value,expected,value\n0,", File.ReadAllText(praxis["exact/explanations_linear/out.csv"]));
        using (var exact = JsonDocument.Parse(File.ReadAllText(praxis["exact/analysis.json"])))
            Assert.True(exact.RootElement.GetProperty("explanations").GetProperty("linear").GetProperty("good").TryGetProperty("global_top_linear", out _));
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

    [Fact]
    public void A_model_of_several_columns_is_measured_and_each_column_explained()
    {
        using var praxis = new PraxisProgram();
        string Stock(int first) => "text,title,label,shop,age\n" + string.Concat(Enumerable.Range(first, 200).Select(i =>
            $"\"A thing, bought number {i}\",{(i % 5 == 0 ? "" : IsGood(i) ? "lovely" : "torn")},{(IsGood(i) ? "good" : "bad")},{(i % 3 == 0 ? "north" : "south")},{(i % 7 == 0 ? "" : (IsGood(i) ? 0 : 40) + (i % 9))}\n"));
        static bool IsGood(int i) => i * 7919 % 101 % 2 == 0; // no step over the rows meets one class alone
        string[] columns = ["--text", "text", "--text", "title", "--categorical", "shop", "--numeric", "age", "--label", "label"];
        var trained = praxis.Run(["run", praxis.Write("stock.csv", Stock(0)), .. columns, "--no-serve", "--algorithm", "ensemble", "--set", "models=support-vectors,ridge"]);
        Assert.True(trained.Code == 0, trained.Error);
        var fresh = praxis.Write("fresh.csv", Stock(500));
        var run = praxis.Run("evaluate", "stock", fresh, "--facet", "shop", "--positive", "good", "--out", "result", "--json");
        Assert.True(run.Code == 0, run.Error);
        using var measured = JsonDocument.Parse(run.Output);
        Assert.InRange(measured.RootElement.GetProperty("metrics").GetProperty("accuracy").GetProperty("value").GetDouble(), 0.8, 1);
        Assert.Contains("DPPL", run.Output);
        Assert.Contains("north", run.Output);

        const string Row = """{"text": "A thing", "title": "torn", "shop": "north", "age": 43}""";
        var said = praxis.Run("explain", "stock", Row, "--file", fresh, "--out", "why", "--json");
        Assert.True(said.Code == 0, said.Error);
        using var why = JsonDocument.Parse(said.Output);
        var one = why.RootElement[0];
        var parts = one.GetProperty("parts").EnumerateArray().ToDictionary(part => part.GetProperty("text").GetString()!, part => part.GetProperty("values").GetProperty("bad").GetDouble());
        Assert.Equal(["text: A thing", "title: torn", "shop: north", "age: 43"], parts.Keys);
        Assert.Equal(one.GetProperty("full").GetProperty("bad").GetDouble(), one.GetProperty("base").GetProperty("bad").GetDouble() + parts.Values.Sum(), 1e-9);
        Assert.True(parts["title: torn"] > Math.Abs(parts["shop: north"]), said.Output);
        Assert.True(one.GetProperty("exact").GetBoolean());
        Assert.Equal(1, praxis.Run("explain", "stock", "no object").Code);
        var all = praxis.Run("explain", "stock", "--file", fresh, "--rows", "20", "--global");
        Assert.True(all.Code == 0, all.Error);
        Assert.Contains("  title", all.Output);
        using var analysis = JsonDocument.Parse(File.ReadAllText(praxis["explanation/analysis.json"]));
        var shap = analysis.RootElement.GetProperty("explanations").GetProperty("kernel_shap").GetProperty("bad").GetProperty("global_shap_values");
        Assert.Equal(["age", "shop", "text", "title"], shap.EnumerateObject().Select(feature => feature.Name).Order(StringComparer.Ordinal));
        Assert.Contains("columns", File.ReadAllText(praxis["explanation/report.html"]));

        praxis.Write("analysis_config.json", """
            {"dataset_type": "text/csv", "dataset_uri": "fresh.csv", "label": "label", "label_values_or_threshold": ["good"], "facet": [{"name_or_index": "shop"}],
             "methods": {"post_training_bias": {"methods": "all"}, "shap": {"num_samples": 60}, "pdp": {"features": ["age", "shop", "title", "label"], "grid_resolution": 4}}, "predictor": {"model_name": "stock"}}
            """);
        var configured = praxis.Run("evaluate", "--config", "analysis_config.json", "--out", "analysis");
        Assert.True(configured.Code == 0, configured.Error);
        using var json = JsonDocument.Parse(File.ReadAllText(praxis["analysis/analysis.json"]));
        var curves = json.RootElement.GetProperty("explanations").GetProperty("pdp").EnumerateArray().ToList();
        Assert.Equal(["numerical", "categorical", "free_text", "free_text"], curves.Select(curve => curve.GetProperty("data_type").GetString()));
        Assert.Equal(4, curves[0].GetProperty("feature_values").GetArrayLength());
        Assert.Equal(4, curves[0].GetProperty("model_predictions")[0].GetArrayLength());
        Assert.Equal(["south", "north"], curves[1].GetProperty("feature_values").EnumerateArray().Select(value => value.GetString()));
        Assert.Equal(1, curves[1].GetProperty("data_distribution").EnumerateArray().Sum(share => share.GetDouble()), 1e-9);
        Assert.Contains("not defined", curves[2].GetProperty("error").GetString());
        Assert.Contains("does not look at", curves[3].GetProperty("error").GetString());
        Assert.Equal(2, json.RootElement.GetProperty("post_training_bias_metrics").GetProperty("facets").GetProperty("shop").GetArrayLength());
        var wrong = praxis.Run("evaluate", "stock", praxis.Write("bad.csv", Stock(0).Replace(",good,north,", ",good,north,x", StringComparison.Ordinal)));
        Assert.True(wrong.Code is 0 or 1, wrong.Error);
        Assert.Equal(1, praxis.Run("evaluate", "stock", praxis.Write("less.csv", "text,label\na,good\nb,bad\n")).Code);
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
