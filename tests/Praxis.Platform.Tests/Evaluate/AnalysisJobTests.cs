using System.Text.Json;
using CsCheck;
using Praxis.Contracts.Foundation;
using Praxis.Data.Files;
using Praxis.Platform.Evaluate;
using Praxis.Testing;

namespace Praxis.Platform.Tests.Evaluate;

public sealed class AnalysisJobTests
{
    private const string Lab = """
        {"version": "1.0", "dataset_type": "text/csv", "label": "sentiment", "label_values_or_threshold": [1], "facet": [{"name_or_index": "product_category"}],
         "methods": {"pre_training_bias": {"methods": ["CI", "DPL", "KL", "JS", "LP", "TVD", "KS"]}, "report": {"name": "report", "title": "Analysis"}}}
        """;

    [Fact]
    public void The_labs_balanced_job_gives_the_126_values_of_the_real_one()
    {
        using var folder = new ScratchFolder();
        using var view = Evaluating.View(folder, File.ReadAllText(SharedFolder.File("data/reviews/clarify_balanced.csv")));
        var result = AnalysisJob.Run(AnalysisConfigReader.Read(Lab), AnalysisTable.Read(view, null, TestContext.Current.CancellationToken), null, null, TestContext.Current.CancellationToken);
        using var own = JsonDocument.Parse(AnalysisFiles.Json(result));
        using var real = JsonDocument.Parse(File.ReadAllText(SharedFolder.File("data/reviews/clarify_balanced_analysis.json")));
        static JsonElement Bias(JsonDocument json) => json.RootElement.GetProperty("pre_training_bias_metrics");
        Assert.Equal(Bias(real).GetProperty("label_value_or_threshold").GetString(), Bias(own).GetProperty("label_value_or_threshold").GetString());
        var mine = Bias(own).GetProperty("facets").GetProperty("product_category").EnumerateArray().ToDictionary(facet => facet.GetProperty("value_or_threshold").GetString()!);
        var compared = 0;
        foreach (var facet in Bias(real).GetProperty("facets").GetProperty("product_category").EnumerateArray())
            foreach (var (metric, ours) in facet.GetProperty("metrics").EnumerateArray().Zip(mine[facet.GetProperty("value_or_threshold").GetString()!].GetProperty("metrics").EnumerateArray()))
            {
                Assert.Equal((metric.GetProperty("name").GetString(), metric.GetProperty("description").GetString()), (ours.GetProperty("name").GetString(), ours.GetProperty("description").GetString()));
                Assert.Equal(metric.GetProperty("value").GetDouble(), ours.GetProperty("value").GetDouble(), 1e-12);
                compared++;
            }

        Assert.Equal(126, compared);
    }

    [Fact]
    public void Bias_after_training_and_explanations_come_from_a_model()
    {
        var config = AnalysisConfigReader.Read("""
            {"dataset_type": "text/csv", "headers": ["y", "t", "f"], "label": 0, "label_values_or_threshold": ["good"], "facet": [{"name_or_index": 2, "value_or_threshold": ["n"]}],
             "methods": {"pre_training_bias": {"methods": "all"}, "post_training_bias": {"methods": ["DPPL", "DI"]}, "shap": {"num_samples": 100, "seed": 3, "text_config": {"granularity": "sentence", "max_top_tokens": 1}}, "pdp": {"features": ["t"]}},
             "predictor": {"model_name": "words"}}
            """);
        var result = Run(config, "good,love it. Nice.,n\nbad,hate it,s\ngood,hate that,s\nbad,love,n\n");
        using var json = JsonDocument.Parse(AnalysisFiles.Json(result));
        var facet = json.RootElement.GetProperty("post_training_bias_metrics").GetProperty("facets").GetProperty("f")[0];
        Assert.Equal("n", facet.GetProperty("value_or_threshold").GetString());
        Assert.Equal(["DI", "DPPL"], facet.GetProperty("metrics").EnumerateArray().Select(metric => metric.GetProperty("name").GetString()));
        Assert.Equal("Infinity", facet.GetProperty("metrics")[0].GetProperty("value").GetString());
        Assert.Equal(-1, facet.GetProperty("metrics")[1].GetProperty("value").GetDouble());
        var explanations = json.RootElement.GetProperty("explanations");
        Assert.Single(explanations.GetProperty("kernel_shap").GetProperty("good").GetProperty("global_top_shap_text").EnumerateObject());
        Assert.Equal("t", explanations.GetProperty("pdp")[0].GetProperty("feature_name").GetString());
        Assert.NotNull(explanations.GetProperty("pdp")[0].GetProperty("error").GetString());
        Assert.Equal(["analysis.json", "report.html", Path.Combine("explanations_shap", "out.csv")], AnalysisFiles.Of(result).Select(file => file.Name));
    }

    [Fact]
    public void A_score_above_the_threshold_is_1_and_a_first_row_that_repeats_the_headers_is_no_data()
    {
        var config = AnalysisConfigReader.Read("""
            {"dataset_type": "text/csv", "headers": ["y", "p", "f"], "label": "y", "predicted_label": "p", "probability_threshold": 0.5, "label_values_or_threshold": [1], "facet": [{"name_or_index": "f"}],
             "methods": {"post_training_bias": {"methods": "all"}}}
            """);
        var result = Run(config, "y,p,f\n1,0.9,a\n0,0.5,a\n1,0.51,b\n0,0.1,b\n");
        Assert.Equal(4, result.Rows);
        var performance = Assert.Single(result.Bias).Performance!;
        Assert.Equal(1, performance.Metrics.Single(metric => metric.Name == "Accuracy").Value);
    }

    [Theory]
    [InlineData("[]", "no object")]
    [InlineData("{\"dataset_type\": \"text/csv\", \"lable\": \"y\"}", "lable is not known")]
    [InlineData("{\"dataset_type\": \"application/x-image\"}", "dataset_type is 'application/x-image'")]
    [InlineData("{\"dataset_type\": \"text/csv\", \"facet\": [{\"value_or_threshold\": [1]}]}", "facet[0].name_or_index is missing")]
    [InlineData("{\"dataset_type\": \"text/csv\", \"methods\": {\"shap\": {\"baseline\": [[\"\"]], \"num_clusters\": 3}}}", "both baseline and num_clusters")]
    [InlineData("{\"dataset_type\": \"text/csv\", \"facet_headers\": [\"x\"]}", "names the columns of a file that is not named")]
    [InlineData("{\"dataset_type\": \"text/csv\", \"methods\": {\"shap\": {\"agg_method\": \"mean\"}}}", "agg_method is 'mean'")]
    [InlineData("{\"dataset_type\"", "cannot be read")]
    public void What_is_wrong_with_a_config_is_told(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<UserException>(() => AnalysisConfigReader.Read(json)).Message);

    [Fact]
    public void What_a_method_needs_is_told()
    {
        string Error(string methods, string more = "") =>
            Assert.Throws<UserException>(() => Run(AnalysisConfigReader.Read($"{{\"dataset_type\": \"text/csv\", \"label\": \"y\"{more}, \"methods\": {{{methods}}}}}"), "y,f\n1,a\n0,b\n", hasModel: false)).Message;
        Assert.Contains("label_values_or_threshold", Error("\"pre_training_bias\": {}"));
        Assert.Contains("Add facet", Error("\"pre_training_bias\": {}", ", \"label_values_or_threshold\": [1]"));
        Assert.Contains("there is no column 'g'", Error("\"pre_training_bias\": {}", ", \"label_values_or_threshold\": [1], \"facet\": [{\"name_or_index\": \"g\"}]"));
        Assert.Contains("needs predictions", Error("\"post_training_bias\": {}", ", \"label_values_or_threshold\": [1], \"facet\": [{\"name_or_index\": \"f\"}]"));
        Assert.Contains("needs a model", Error("\"shap\": {}"));
    }

    [Fact]
    public void A_damaged_config_is_refused_with_words() => Gen.Select(Gen.Int[0, Lab.Length - 1], Gen.Char).Array[1, 4].Sample(changes =>
    {
        var json = Lab.ToCharArray();
        foreach (var (at, mark) in changes)
            json[at] = mark;
        try
        {
            AnalysisConfigReader.Read(new string(json));
        }
        catch (UserException error)
        {
            Assert.NotEmpty(error.Problems);
        }
    }, iter: 2000);

    private static AnalysisResult Run(AnalysisConfig config, string csv, bool hasModel = true)
    {
        using var folder = new ScratchFolder();
        using var view = Evaluating.View(folder, csv, new ReadOptions { HasHeader = config.Headers is not null ? false : null });
        return AnalysisJob.Run(config, AnalysisTable.Read(view, config.Headers, TestContext.Current.CancellationToken), hasModel ? ("words:1", "words", null, new WordClassifier()) : null, null, TestContext.Current.CancellationToken);
    }
}
