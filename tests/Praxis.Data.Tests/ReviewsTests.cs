using System.Security.Cryptography;
using System.Text.Json;
using Praxis.Contracts.Ingest;
using Praxis.Data.Files;
using Praxis.Data.Tables;
using Praxis.Testing;

namespace Praxis.Data.Tests;

public sealed class ReviewsTests
{
    [Fact]
    public void The_reviews_give_the_numbers_of_the_lab()
    {
        var path = SharedFolder.File("data/reviews/womens_clothing_ecommerce_reviews.csv");
        using var oracle = JsonDocument.Parse(File.ReadAllBytes(SharedFolder.File("oracles/eda.json")));
        var root = oracle.RootElement;
        using var folder = new ScratchFolder();
        var table = TableReader.Import(path, new ReadOptions(), folder.Path, TestContext.Current.CancellationToken);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), table.ContentHash);
        Assert.Equal(root.GetProperty("raw").GetProperty("rows").GetInt64(), table.Rows);
        Assert.Equal(root.GetProperty("raw").GetProperty("columns_with_index").GetInt32(), table.Columns.Count);
        Assert.Equal("column0", table.Columns[0].Name);
        using var view = TableView.Open(table.TablePath);
        foreach (var expected in root.GetProperty("raw").GetProperty("nulls").EnumerateObject())
        {
            Assert.Equal(expected.Value.GetInt64(), view.NullCounts()[expected.Name]);
            Assert.Equal(expected.Value.GetInt64(), table.Columns.Single(c => c.Name == expected.Name).Nulls);
        }

        Assert.Equal(ColumnType.Text, table.Columns.Single(c => c.Name == "Review Text").Type);
        Assert.Equal(ColumnType.Category, table.Columns.Single(c => c.Name == "Class Name").Type);
        Assert.Equal(ColumnType.Number, table.Columns.Single(c => c.Name == "Rating").Type);
        Assert.Equal(21, view.DuplicateRows());
        Assert.Equal(21, view.Profile().DuplicateRows);

        var filter = new RowFilter { NotNull = ["Review Text", "Rating", "Class Name"] };
        Assert.Equal(root.GetProperty("after_dropna").GetInt32(), view.ReadRows("Review Text", "Rating", "Class Name", filter).Count());
        var small = view.Crosstab("Class Name", "Rating", filter).GroupBy(c => c.Facet).Where(g => g.Sum(c => c.Rows) <= 10).Select(g => g.Key!).ToList();
        Assert.Equal(root.GetProperty("dropped_categories").EnumerateObject().Select(p => p.Name), small.Order(StringComparer.Ordinal));
        filter = filter with { ExcludeColumn = "Class Name", ExcludedValues = small };
        Assert.Equal(root.GetProperty("after_category_filter").GetInt64(), view.Crosstab("Class Name", "Rating", filter).Sum(c => c.Rows));
        foreach (var stars in root.GetProperty("star_counts").EnumerateObject())
            Assert.Equal(stars.Value.GetInt64(), view.Crosstab("Class Name", "Rating", filter).Where(c => c.Label == stars.Name).Sum(c => c.Rows));

        var counts = root.GetProperty("word_counts");
        foreach (var (rule, name) in new[] { (WordRule.Lab, "lab"), (WordRule.NewlineOnly, "newline_only"), (WordRule.Raw, "raw") })
        {
            var expected = counts.GetProperty(name);
            var words = view.WordCounts("Review Text", rule, filter);
            Assert.Equal(expected.GetProperty("count").GetDouble(), words.Count);
            Assert.Equal(expected.GetProperty("mean").GetDouble(), words.Mean, 1e-9);
            Assert.Equal(expected.GetProperty("std").GetDouble(), words.Std, 1e-9);
            Assert.Equal(expected.GetProperty("min").GetDouble(), words.Min);
            Assert.Equal(expected.GetProperty("max").GetDouble(), words.Max);
            Assert.Equal(Enumerable.Range(1, 10).Select(d => expected.GetProperty($"{d}0%").GetDouble()), words.Deciles);
        }

        Assert.Equal(
            root.GetProperty("word_count_histogram_lab").GetProperty("counts").EnumerateArray().Select(c => c.GetInt64()),
            view.WordCounts("Review Text", WordRule.Lab, filter).Histogram(100, 0, 256));
    }
}
