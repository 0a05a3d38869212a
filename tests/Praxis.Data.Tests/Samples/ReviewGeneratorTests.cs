using System.Text.RegularExpressions;
using Praxis.Data.Files;
using Praxis.Data.Samples;
using Praxis.Data.Tables;
using Praxis.Testing;

namespace Praxis.Data.Tests.Samples;

public sealed partial class ReviewGeneratorTests
{
    private const int Rows = 20_000;

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        Assert.Equal(Generate(5_000, 7), Generate(5_000, 7));
        Assert.NotEqual(Generate(100, 7), Generate(100, 8));
    }

    [Fact]
    public void Fewer_rows_are_the_first_rows_of_more()
    {
        var (few, many) = (Generate(4_100, 3), Generate(9_000, 3));
        Assert.True(many.AsSpan().StartsWith(few));
        Assert.Equal(1, Generate(0, 3).Count(b => b == '\n'));
    }

    [Fact]
    public void Stars_nulls_duplicates_and_words_are_as_in_real_reviews()
    {
        using var folder = new ScratchFolder();
        var table = TableReader.Import(folder.Write("reviews.csv", Generate(Rows, 1)), new ReadOptions(), folder.Path, TestContext.Current.CancellationToken);
        Assert.Equal(Rows, table.Rows);
        Assert.Equal(
            ["column0", "Clothing ID", "Age", "Title", "Review Text", "Rating", "Recommended IND", "Positive Feedback Count", "Division Name", "Department Name", "Class Name"],
            table.Columns.Select(column => column.Name));
        using var view = TableView.Open(table.TablePath);
        double Share(string column) => view.NullCounts()[column] / (double)Rows;
        Assert.InRange(Share("Title"), 0.14, 0.18);
        Assert.InRange(Share("Review Text"), 0.03, 0.043);
        Assert.InRange(Share("Class Name"), 0.0001, 0.002);
        Assert.InRange(view.DuplicateRows(), 5, 60);
        var stars = view.Crosstab("Rating", "Rating").ToDictionary(cell => cell.Label!, cell => cell.Rows / (double)Rows);
        foreach (var (star, share) in new Dictionary<string, double> { ["1"] = 0.036, ["2"] = 0.068, ["3"] = 0.125, ["4"] = 0.217, ["5"] = 0.554 })
            Assert.InRange(stars[star], share - 0.02, share + 0.02);
        Assert.InRange(view.WordCounts("Review Text", WordRule.Raw).Mean, 50, 70);
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in view.ReadRows("Review Text", "Rating"))
            foreach (var match in Word().EnumerateMatches(row.Text ?? ""))
                words.Add(row.Text!.Substring(match.Index, match.Length).ToLowerInvariant());
        Assert.True(words.Count > 6_700, $"{words.Count} different words");
    }

    private static byte[] Generate(long rows, int seed)
    {
        using var stream = new MemoryStream();
        ReviewGenerator.Write(stream, rows, seed, TestContext.Current.CancellationToken);
        return stream.ToArray();
    }

    [GeneratedRegex(@"\b\w\w+\b")]
    private static partial Regex Word();
}
