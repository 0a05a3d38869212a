using System.Globalization;
using System.Text.Json;
using Praxis.Testing;

namespace Praxis.Course.Tests;

/// <summary>Course 1, week 1: the lab's reviews are taken in, transformed, asked its six queries and drawn as its five plots.</summary>
public sealed class CourseOneWeekOneTests
{
    /// <summary>From the original file to the lab's table: its columns, rows without a hole, stars as sentiments, categories of more than ten rows, commas and line breaks as blanks.</summary>
    internal const string Recipe = """
        name: reviews
        steps:
          - keep: {columns: [Review Text, Rating, Class Name]}
          - rename: {columns: {Review Text: review_body, Rating: star_rating, Class Name: product_category}}
          - missing: {how: drop}
          - map: {column: star_rating, into: sentiment, values: {1: -1, 2: -1, 3: 0, 4: 1, 5: 1}, else: error}
          - derive: {column: rows, formula: "count(*) OVER (PARTITION BY product_category)"}
          - filter: {where: "rows > 10"}
          - clean_text: {column: review_body, blank: ",\n\r"}
          - keep: {columns: [sentiment, review_body, product_category]}
        """;

    [Fact]
    public async Task The_six_queries_and_five_plots_of_the_lab()
    {
        var original = SharedFolder.File("data/reviews/womens_clothing_ecommerce_reviews.csv");
        using var oracle = JsonDocument.Parse(File.ReadAllBytes(SharedFolder.File("oracles/eda.json")));
        var root = oracle.RootElement;
        using var student = new Student();
        student.Run("ingest", original, "--name", "raw");
        var nulls = root.GetProperty("raw").GetProperty("nulls").EnumerateObject().ToList();
        Assert.Equal(nulls.Select(column => column.Value.ToString()), student.Ask($"SELECT {string.Join(", ", nulls.Select((column, i) => $"count(*) - count(\"{column.Name}\") AS n{i}"))} FROM raw")[0]);
        student.Run("prepare", "run", student.Write("recipe.yaml", Recipe), "raw", "--output-format", "parquet", "--register", "reviews");
        Assert.Contains("raw:1", student.Run("lineage", "show", "reviews"));
        await student.ServeAsync();

        // Q1 to Q5.
        Assert.Equal(root.GetProperty("sentiment_counts").EnumerateObject().OrderBy(pair => int.Parse(pair.Name, CultureInfo.InvariantCulture)).Select(pair => $"{pair.Name} {pair.Value}"), Joined(await student.AskAsync("SELECT sentiment, COUNT(sentiment) AS n FROM reviews GROUP BY sentiment ORDER BY sentiment")));
        var categories = root.GetProperty("by_category_sorted_by_avg_desc").EnumerateArray().ToList();
        var counts = categories.OrderByDescending(own => own.GetProperty("count").GetInt32()).Select(own => $"{own.GetProperty("product_category")} {own.GetProperty("count")}").ToList();
        Assert.Equal(18, counts.Count);
        Assert.Equal(counts, Joined(await student.AskAsync("SELECT product_category, COUNT(sentiment) AS n FROM reviews GROUP BY product_category ORDER BY n DESC")));
        var averages = await student.AskAsync("SELECT product_category, AVG(sentiment) AS a FROM reviews GROUP BY product_category ORDER BY a DESC");
        Assert.Equal(categories.Select(own => own.GetProperty("product_category").GetString()), averages.Select(row => row[0]));
        foreach (var (category, row) in categories.Zip(averages))
            Student.Equal(category.GetProperty("avg_sentiment").GetDouble(), row[1]);
        Assert.Equal(counts, Joined(await student.AskAsync("SELECT product_category, COUNT(*) AS n FROM reviews GROUP BY product_category ORDER BY n DESC")));
        var groups = await student.AskAsync("SELECT product_category, sentiment, COUNT(*) AS n FROM reviews GROUP BY 1, 2 ORDER BY product_category ASC, sentiment DESC, n");
        Assert.Equal((54, 22_626), (groups.Length, groups.Sum(row => int.Parse(row[2], CultureInfo.InvariantCulture))));
        Assert.Equal(
            categories.OrderBy(own => own.GetProperty("product_category").GetString(), StringComparer.Ordinal).SelectMany(own => new[] { ("positive", 1), ("neutral", 0), ("negative", -1) }.Select(one => $"{own.GetProperty("product_category")} {one.Item2} {own.GetProperty(one.Item1)}")),
            Joined(groups));

        // Q6: the words of each review, and their summary as the lab prints it.
        const string Words = "(SELECT CARDINALITY(SPLIT(review_body, ' ')) AS w FROM reviews)";
        var lab = root.GetProperty("word_counts").GetProperty("lab");
        var summary = student.Ask($"SELECT count(w) AS a, avg(w) AS b, stddev(w) AS c, min(w) AS d, {string.Join(", ", Enumerable.Range(1, 10).Select(decile => FormattableString.Invariant($"quantile_cont(w, {decile / 10.0}) AS q{decile}")))} FROM {Words}")[0];
        foreach (var (name, value) in ((string[])["count", "mean", "std", "min", "10%", "20%", "30%", "40%", "50%", "60%", "70%", "80%", "90%", "100%"]).Zip(summary))
            Student.Equal(lab.GetProperty(name).GetDouble(), value);
        var bins = student.Ask($"SELECT b, count(w) AS n FROM (SELECT range AS b FROM range(100)) LEFT JOIN {Words} ON least(floor(w * 100 / 256.0), 99) = b GROUP BY b ORDER BY b").Select(row => row[1]);
        Assert.Equal(root.GetProperty("word_count_histogram_lab").GetProperty("counts").EnumerateArray().Select(count => count.ToString()), bins);

        // The five plots.
        (string Kind, string Sql, string[] More)[] plots =
        [
            ("bar", "SELECT sentiment, count(*) AS reviews FROM reviews GROUP BY 1 ORDER BY 1", ["--upright"]),
            ("bar", "SELECT product_category, avg(sentiment) AS sentiment FROM reviews GROUP BY 1 ORDER BY 2 DESC", []),
            ("bar", "SELECT product_category, count(*) AS reviews FROM reviews GROUP BY 1 ORDER BY 2 DESC", []),
            ("stacked", "SELECT product_category, CASE sentiment WHEN 1 THEN 'positive' WHEN 0 THEN 'neutral' ELSE 'negative' END, count(*) FROM reviews GROUP BY ALL ORDER BY 1", []),
            ("histogram", "SELECT CARDINALITY(SPLIT(review_body, ' ')) AS words FROM reviews", ["--bins", "100", "--range", "0", "256"]),
        ];
        foreach (var (plot, i) in plots.Select((plot, i) => (plot, i)))
        {
            student.Run(["chart", plot.Kind, plot.Sql, .. plot.More, "--title", $"Plot {i + 1}", "--out", $"plot{i + 1}.svg"]);
            Assert.Contains($"Plot {i + 1}", File.ReadAllText(student[$"plot{i + 1}.svg"]));
        }
    }

    private static IEnumerable<string> Joined(string[][] rows) => rows.Select(row => string.Join(' ', row));
}
