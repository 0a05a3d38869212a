using System.Text.Json;
using Praxis.Testing;

namespace Praxis.Course.Tests;

/// <summary>Course 1, week 2: the lab's bias reports before and after balancing, and its preparation of train, validation and test.</summary>
public sealed class CourseOneWeekTwoTests
{
    private const double Tolerance = 1e-12;
    private static readonly string[] positive = ["1"];
    private static readonly string[] facets = ["product_category"];

    [Fact]
    public async Task The_labs_bias_report_by_configuration_and_over_http_and_its_balanced_rows()
    {
        var original = SharedFolder.File("data/reviews/womens_clothing_ecommerce_reviews.csv");
        var real = SharedFolder.File("data/reviews/clarify_unbalanced_analysis.json");
        using var student = new Student();
        student.Run("ingest", original, "--name", "raw");
        student.Run("prepare", "run", student.Write("recipe.yaml", CourseOneWeekOneTests.Recipe), "raw", "--register", "reviews");

        // The lab's own configuration.
        student.Write("analysis_config.json", """{"version": "1.0", "dataset_type": "text/csv", "dataset_uri": "prepared/reviews.csv", "label": "sentiment", "label_values_or_threshold": [1], "facet": [{"name_or_index": "product_category"}], "methods": {"pre_training_bias": {"methods": ["CI", "DPL", "KL", "JS", "LP", "TVD", "KS"]}, "report": {"name": "report", "title": "Analysis Report"}}}""");
        student.Run("analyze", "bias", "--config", "analysis_config.json", "--out", "configured");
        Assert.Equal(126, Compared(real, File.ReadAllText(student["configured/analysis.json"])));

        await student.ServeAsync();
        var record = await student.DoAsync("analyses", new { kind = "bias", dataset = "reviews", label = "sentiment", positive, facets, replicates = 0 });
        Assert.Equal("Completed", record.GetProperty("status").GetString());
        Assert.Equal(126, Compared(real, (await student.GetAsync($"analyses/{record.GetProperty("id").GetString()}/files/analysis.json")).GetRawText()));

        // Every pair of category and sentiment as often as the rarest: 18 · 3 · 9 rows, no difference left.
        var run = await student.DoAsync("recipes", new { recipe = "name: balanced\nsteps:\n  - balance: {column: sentiment, within: product_category}\n", dataset = "reviews", register = "balanced" });
        Assert.Equal("Completed", run.GetProperty("status").GetString());
        var groups = await student.AskAsync("SELECT product_category, sentiment, count(*) AS n FROM balanced GROUP BY ALL");
        Assert.Equal(54, groups.Length);
        Assert.All(groups, row => Assert.Equal("9", row[2]));
        var after = await student.DoAsync("analyses", new { kind = "bias", dataset = "balanced", label = "sentiment", positive, facets, replicates = 0 });
        using var report = JsonDocument.Parse((await student.GetAsync($"analyses/{after.GetProperty("id").GetString()}/files/analysis.json")).GetRawText());
        foreach (var metric in Facets(report).EnumerateArray().SelectMany(facet => facet.GetProperty("metrics").EnumerateArray()).Where(metric => metric.GetProperty("value").ValueKind == JsonValueKind.Number))
            Assert.InRange(metric.GetProperty("value").GetDouble() - (metric.GetProperty("name").GetString() == "CI" ? 8.0 / 9 : 0), -Tolerance, Tolerance);
    }

    [Fact]
    public void The_labs_balanced_file_gives_the_real_jobs_report()
    {
        var rows = SharedFolder.File("data/reviews/clarify_balanced.csv");
        using var student = new Student();
        student.Run("analyze", "bias", rows, "--label", "sentiment", "--positive", "1", "--facet", "product_category");
        Assert.Equal(126, Compared(SharedFolder.File("data/reviews/clarify_balanced_analysis.json"), File.ReadAllText(student["bias/analysis.json"])));
    }

    /// <summary>The preparation job: complete rows, sentiments balanced to the rarest, 90, 5 and 5 percent in the sizes of the course's own files.</summary>
    [Fact]
    public void The_preparation_of_train_validation_and_test_has_the_courses_sizes()
    {
        var original = SharedFolder.File("data/reviews/womens_clothing_ecommerce_reviews.csv");
        using var student = new Student();
        var recipe = student.Write("prepare.yaml", """
            name: prepare-data
            seed: 2018
            steps:
              - missing: {how: drop}
              - expect: {least_rows: 19662, most_rows: 19662}
              - map: {column: Rating, into: sentiment, values: {1: -1, 2: -1, 3: 0, 4: 1, 5: 1}, else: error}
              - map: {column: sentiment, into: label_id, values: {-1: 0, 0: 1, 1: 2}, else: error}
              - balance: {column: sentiment}
              - expect: {least_rows: 6153, most_rows: 6153}
              - split: {parts: {train: 0.90, validation: 0.05, test: 0.05}, stratify: sentiment}
            """);
        student.Run("prepare", "job", "--recipe", recipe, "--input", $"raw={original}", "--output-format", "tsv", "--out", "sentiment");
        foreach (var (part, rows) in ((string, int)[])[("train", 5537), ("validation", 307), ("test", 309)])
        {
            student.Run("ingest", $"sentiment/{part}.tsv", "--name", part);
            Assert.Equal($"{rows}", student.Ask($"SELECT count(*) AS n FROM {part}")[0][0]);
        }

        Assert.Equal("6153", student.Ask("SELECT count(*) AS n FROM (SELECT * FROM train UNION SELECT * FROM validation UNION SELECT * FROM test)")[0][0]);
        Assert.Equal(["-1 0 2051", "0 1 2051", "1 2 2051"], student.Ask("SELECT sentiment, label_id, count(*) AS n FROM (SELECT * FROM train UNION ALL SELECT * FROM validation UNION ALL SELECT * FROM test) GROUP BY ALL ORDER BY 1").Select(row => string.Join(' ', row)));
    }

    private static int Compared(string realFile, string own)
    {
        using var real = JsonDocument.Parse(File.ReadAllText(realFile));
        using var found = JsonDocument.Parse(own);
        var values = Facets(found).EnumerateArray().ToDictionary(facet => facet.GetProperty("value_or_threshold").GetString()!);
        var compared = 0;
        foreach (var facet in Facets(real).EnumerateArray())
            foreach (var metric in facet.GetProperty("metrics").EnumerateArray())
            {
                var value = values[facet.GetProperty("value_or_threshold").GetString()!].GetProperty("metrics").EnumerateArray().Single(other => other.GetProperty("name").GetString() == metric.GetProperty("name").GetString());
                Assert.InRange(value.GetProperty("value").GetDouble() - metric.GetProperty("value").GetDouble(), -Tolerance, Tolerance);
                compared++;
            }

        return compared;
    }

    private static JsonElement Facets(JsonDocument document) => document.RootElement.GetProperty("pre_training_bias_metrics").GetProperty("facets").GetProperty("product_category");
}
