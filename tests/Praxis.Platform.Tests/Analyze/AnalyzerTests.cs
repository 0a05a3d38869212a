using System.Text.Json;
using Praxis.Contracts.Foundation;
using Praxis.Data.Files;
using Praxis.Data.Tables;
using Praxis.Platform.Analyze;
using Praxis.Platform.Prepare;
using Praxis.Testing;

namespace Praxis.Platform.Tests.Analyze;

public sealed class AnalyzerTests
{
    private static readonly AnalysisOptions Options = new()
    {
        Text = "Review Text",
        Label = "Rating",
        ClassOf = LabelMap.Parse("1,2=-1;3=0;4,5=1").Map,
        Facet = "Class Name",
        Positive = "1",
    };

    [Fact]
    public void The_reviews_give_the_counts_and_averages_of_the_lab()
    {
        var analysis = Reviews(Options);
        using var oracle = JsonDocument.Parse(File.ReadAllBytes(SharedFolder.File("oracles/eda.json")));
        var root = oracle.RootElement;
        Assert.Equal(root.GetProperty("after_category_filter").GetInt64(), analysis.Rows);
        foreach (var count in root.GetProperty("sentiment_counts").EnumerateObject())
            Assert.Equal(count.Value.GetInt64(), analysis.ClassRows[count.Name]);
        foreach (var dropped in root.GetProperty("dropped_categories").EnumerateObject())
            Assert.Equal(dropped.Value.GetInt64(), analysis.RareFacets[dropped.Name]);
        var expected = root.GetProperty("by_category_sorted_by_avg_desc").EnumerateArray().ToList();
        Assert.Equal(expected.Select(category => category.GetProperty("product_category").GetString()), analysis.Categories.Select(category => category.Value));
        foreach (var (category, own) in expected.Zip(analysis.Categories))
        {
            Assert.Equal(category.GetProperty("count").GetInt64(), own.Rows);
            Assert.Equal(category.GetProperty("positive").GetInt64(), own.ClassRows["1"]);
            Assert.Equal(category.GetProperty("neutral").GetInt64(), own.ClassRows["0"]);
            Assert.Equal(category.GetProperty("negative").GetInt64(), own.ClassRows["-1"]);
            Assert.Equal(category.GetProperty("avg_sentiment").GetDouble(), own.MeanClass!.Value, 1e-12);
        }

        var overall = analysis.Categories.Sum(category => category.MeanClass!.Value * category.Rows) / analysis.Rows;
        Assert.Equal(root.GetProperty("overall_avg_sentiment").GetDouble(), overall, 1e-12);
        Assert.Equal(root.GetProperty("word_counts").GetProperty("lab").GetProperty("mean").GetDouble(), analysis.Words.Mean, 1e-9);
    }

    [Fact]
    public void The_reviews_give_the_bias_values_of_clarify()
    {
        var bias = Reviews(Options).Bias!;
        using var oracle = JsonDocument.Parse(File.ReadAllBytes(SharedFolder.File("data/reviews/clarify_unbalanced_analysis.json")));
        var facets = oracle.RootElement.GetProperty("pre_training_bias_metrics").GetProperty("facets").GetProperty("product_category").EnumerateArray().ToList();
        Assert.Equal(facets.Count, bias.Values.Count);
        var compared = 0;
        foreach (var facet in facets)
        {
            var own = bias.Values.Single(value => value.Value == facet.GetProperty("value_or_threshold").GetString());
            foreach (var metric in facet.GetProperty("metrics").EnumerateArray())
            {
                Assert.Equal(metric.GetProperty("value").GetDouble(), own.Metrics.Single(mine => mine.Name == metric.GetProperty("name").GetString()).Value!.Value, 1e-12);
                compared++;
            }
        }

        Assert.True(compared >= 7 * 18, $"{compared} values");
    }

    [Fact]
    public void An_unknown_positive_class_is_told_with_the_classes()
    {
        using var folder = new ScratchFolder();
        var table = TableReader.Import(folder.Write("a.csv", "t,l,f\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"text {i},{i % 2},x\n"))), new ReadOptions(), folder.Path, TestContext.Current.CancellationToken);
        using var view = TableView.Open(table.TablePath);
        var error = Assert.Throws<UserException>(() => Analyzer.Analyze(view, new AnalysisOptions { Text = "t", Label = "l", Facet = "f", Positive = "7", ClassOf = label => label }));
        Assert.Contains("one of 0, 1", error.Message);
    }

    private static DatasetAnalysis Reviews(AnalysisOptions options)
    {
        var path = SharedFolder.File("data/reviews/womens_clothing_ecommerce_reviews.csv");
        using var folder = new ScratchFolder();
        using var view = TableView.Open(TableReader.Import(path, new ReadOptions(), folder.Path, TestContext.Current.CancellationToken).TablePath);
        return Analyzer.Analyze(view, options);
    }
}
