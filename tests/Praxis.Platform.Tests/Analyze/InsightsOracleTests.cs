using System.Globalization;
using System.Text.Json;
using Praxis.Data.Files;
using Praxis.Data.Statistics;
using Praxis.Data.Tables;
using Praxis.Learning.Insights;
using Praxis.Platform.Analyze.Insights;
using Praxis.Testing;

namespace Praxis.Platform.Tests.Analyze;

/// <summary>Statistics of columns beside an independent computation of their definitions.</summary>
public sealed class InsightsOracleTests
{
    private static JsonElement Oracle => JsonDocument.Parse(File.ReadAllBytes(SharedFolder.File("oracles/data_preparation.json"))).RootElement;

    [Fact]
    public void Robust_outliers_skew_and_kurtosis_are_those_of_the_definitions()
    {
        using var folder = new ScratchFolder();
        var cases = 0;
        foreach (var one in Oracle.GetProperty("robust").EnumerateArray())
        {
            var values = one.GetProperty("values").EnumerateArray().Select(value => value.GetDouble()).ToList();
            using var view = Table(folder, $"case{cases++}.csv", "x,y\n" + string.Concat(values.Select((value, i) => string.Create(CultureInfo.InvariantCulture, $"{value:R},{i}\n"))));
            Compare(one.GetProperty("expected"), new TableStatistics(view).Column("x").Numbers!);
        }

        Assert.Equal(8, cases);
    }

    [Fact]
    public void The_reviews_give_every_figure_of_the_summary()
    {
        using var folder = new ScratchFolder();
        using var view = Reviews(folder, "womens_clothing_ecommerce_reviews.csv");
        var statistics = new TableStatistics(view);
        foreach (var one in Oracle.GetProperty("robust_on_kaggle_csv").EnumerateObject())
            Compare(one.Value, statistics.Column(one.Name).Numbers!);
        foreach (var one in Oracle.GetProperty("table_summary_kaggle").EnumerateObject())
        {
            var column = statistics.Column(one.Name);
            Assert.Equal(one.Value.GetProperty("count").GetInt64(), column.Values);
            if (one.Value.TryGetProperty("most_frequent", out var most))
            {
                Assert.Equal(most.GetString(), column.Top[0].Value);
                Assert.Equal(one.Value.GetProperty("most_frequent_count").GetInt64(), column.Top[0].Rows);
                Assert.Equal(one.Value.GetProperty("least_frequent_count").GetInt64(), column.Least!.Rows);
                continue;
            }

            Near(one.Value.GetProperty("min"), column.Numbers!.Min);
            Near(one.Value.GetProperty("max"), column.Numbers.Max);
            Near(one.Value.GetProperty("mean"), column.Numbers.Mean);
            Near(one.Value.GetProperty("stddev_sample"), column.Numbers.Deviation);
        }

        var expected = Oracle.GetProperty("duplicate_rows");
        Assert.Equal(expected.GetProperty("kaggle_without_index_column").GetInt64(), statistics.Duplicates().Later);
        Assert.Equal(42, statistics.Duplicates().Members.Count);
        using var balanced = Reviews(folder, "womens_clothing_ecommerce_reviews_balanced.csv");
        var equal = new TableStatistics(balanced).Duplicates();
        Assert.Equal(expected.GetProperty("balanced_7110").GetInt64(), equal.Later);
        Assert.Equal(2, equal.Members.Count);
        Assert.Equal(2, equal.Members.First.Count);
    }

    [Fact]
    public void Null_empty_and_blank_values_are_missing_and_words_are_not()
    {
        using var folder = new ScratchFolder();
        var rule = Oracle.GetProperty("missing_rule");
        var values = rule.GetProperty("values").EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? null : value.GetString()).ToList();
        var path = folder.Write("missing.jsonl", string.Concat(values.Select((value, i) => JsonSerializer.Serialize(new { v = value, i }) + "\n")));
        using var view = TableView.Open(TableReader.Import(path, new ReadOptions(), folder["scratch"], TestContext.Current.CancellationToken).TablePath);
        var isMissing = rule.GetProperty("missing_by_documented_rule").EnumerateArray().Select(value => value.GetBoolean()).ToList();
        Assert.Equal(isMissing.Index().Where(pair => pair.Item).Select(pair => pair.Index + 1L), new TableStatistics(view).MissingRows("v").First);
        Assert.Equal(4, new TableStatistics(view).Column("v").Missing);
    }

    [Fact]
    public void Collinearity_of_the_reviews_is_that_of_the_definitions()
    {
        var expected = Oracle.GetProperty("vif_kaggle");
        using var folder = new ScratchFolder();
        using var view = Reviews(folder, "womens_clothing_ecommerce_reviews.csv");
        var statistics = new TableStatistics(view);
        var columns = expected.GetProperty("columns").EnumerateArray().Select(name => statistics.Column(name.GetString()!)).ToList();
        var own = RelationFindings.Together(statistics.Sample(columns, 100_000, 1, TestContext.Current.CancellationToken), null)!;
        Assert.Equal(columns.Select(column => column.Name), own.Columns);
        for (var i = 0; i < columns.Count; i++)
        {
            Near(expected.GetProperty("vif")[i], own.Measures.Vif[i]);
            Near(expected.GetProperty("pca_singular_values_standardised")[i], own.Measures.SingularValues[i]);
            for (var j = 0; j < columns.Count; j++)
                Near(expected.GetProperty("correlation")[i][j], own.Measures.Correlation[i, j]);
        }
    }

    [Fact]
    public void Character_statistics_are_those_of_the_definitions()
    {
        var cases = 0;
        foreach (var one in Oracle.GetProperty("character_statistics").EnumerateArray())
        {
            int Of(string name) => one.GetProperty(name).GetInt32();
            Assert.Equal(new CharacterStatistics(Of("word_count"), Of("char_count"), Of("capital"), Of("lower"), Of("digit"), Of("special")), CharacterStatistics.Of(one.GetProperty("text").GetString()!));
            cases++;
        }

        Assert.Equal(5, cases);
    }

    internal static TableView Table(ScratchFolder folder, string name, string text)
    {
        var path = folder.Write(name, text);
        return TableView.Open(TableReader.Import(path, new ReadOptions(), folder["scratch-" + name], TestContext.Current.CancellationToken).TablePath);
    }

    internal static TableView Reviews(ScratchFolder folder, string name) =>
        TableView.Open(TableReader.Import(SharedFolder.File("data/reviews/" + name), new ReadOptions(), folder["scratch-" + name], TestContext.Current.CancellationToken).TablePath);

    private static void Compare(JsonElement expected, NumberStatistics own)
    {
        Assert.Equal(expected.GetProperty("n").GetInt64(), own.Count);
        Near(expected.GetProperty("median"), own.Median);
        Near(expected.GetProperty("p5"), own.Low);
        Near(expected.GetProperty("p95"), own.High);
        foreach (var (name, range) in ((string, RobustRange)[])[("ddof0", own.Robust), ("ddof1", own.RobustSample)])
        {
            Near(expected.GetProperty("rstd_" + name), range.Deviation);
            Near(expected.GetProperty("fences_" + name)[0], range.Low);
            Near(expected.GetProperty("fences_" + name)[1], range.High);
            Assert.Equal(expected.GetProperty("outliers_" + name).GetInt64(), range.Outliers);
        }

        Near(expected.GetProperty("skew"), own.Skew);
        Near(expected.GetProperty("kurtosis_pearson"), own.Kurtosis);
        Assert.Equal(expected.GetProperty("skewed_flag").GetBoolean(), own.Skew is { } skew && Math.Abs(skew) > 3);
    }

    internal static void Near(JsonElement expected, double? own)
    {
        if (expected.ValueKind == JsonValueKind.Null)
        {
            Assert.Null(own);
            return;
        }

        var value = expected.GetDouble();
        Assert.InRange(own!.Value, value - 1e-12 - 1e-11 * Math.Abs(value), value + 1e-12 + 1e-11 * Math.Abs(value));
    }

}
