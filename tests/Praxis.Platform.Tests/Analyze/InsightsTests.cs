using System.Globalization;
using System.Text.Json;
using Praxis.Contracts.Analyze;
using Praxis.Contracts.Foundation;
using Praxis.Data.Statistics;
using Praxis.Learning.Insights;
using Praxis.Platform.Analyze.Insights;
using Praxis.Platform.Prepare.Recipes;
using Praxis.Testing;

namespace Praxis.Platform.Tests.Analyze;

public sealed class InsightsTests
{
    private const string Hostile = "<script>alert(1)</script>\u001b[31m\"; DROP TABLE t --";

    [Theory]
    [InlineData(1000, 0, 1000, 1000, 0, 0, ColumnKind.Numeric)]
    [InlineData(1000, 0, 1000, 2, 0, 0, ColumnKind.Binary)]
    [InlineData(1000, 0, 0, 2, 0, 0, ColumnKind.Binary)]
    [InlineData(1000, 0, 0, 5, 0, 0, ColumnKind.Categorical)]
    [InlineData(1000, 0, 0, 300, 0, 0, ColumnKind.Text)]
    [InlineData(1000, 100, 400, 500, 0, 0, ColumnKind.Text)]
    [InlineData(1000, 0, 0, 900, 700, 700, ColumnKind.DateTime)]
    [InlineData(1000, 0, 1000, 900, 700, 0, ColumnKind.Numeric)]
    [InlineData(1000, 1000, 0, 0, 0, 0, ColumnKind.Empty)]
    [InlineData(0, 0, 0, 0, 0, 0, ColumnKind.Empty)]
    public void The_highest_score_is_the_kind(long rows, long missing, long numbers, long distinct, long dates, long datesOnly, ColumnKind expected) =>
        Assert.Equal(expected, TypeScores.Of(rows, missing, numbers, distinct, dates, datesOnly).Best);

    [Fact]
    public void Everything_that_was_planted_is_found_with_its_rows_and_the_recipe_mends_it()
    {
        using var folder = new ScratchFolder();
        var random = new Random(11);
        var lines = Enumerable.Range(1, 2000).Select(i =>
        {
            var y = i % 2 == 0 ? "yes" : "no";
            var number = i == 77 ? "5000" : random.Next(0, 100).ToString(CultureInfo.InvariantCulture);
            var city = i % 100 == 0 ? "N/A" : i % 50 == 0 ? "" : (i % 3) switch { 0 => "Bern", 1 => "Graz", _ => "Linz" };
            return $"{i},{y},{y}!,{number},{city},same,{random.Next(100)},{(i > 1200 ? i % 2 == 0 ? "x" : "z" : "")}";
        }).ToList();
        lines.Add("2001," + lines[4][2..]);
        using var view = InsightsOracleTests.Table(folder, "a.csv", "id,y,leak,number,city,constant,noise,mostly\n" + string.Join('\n', lines) + "\n");
        var report = InsightsAnalyzer.Run(view, "a.csv", new InsightsQuestion { Target = "y" }, TestContext.Current.CancellationToken);
        Assert.Equal(TargetKind.Binary, report.Target!.Kind);
        Insight One(string kind, string? column) => Assert.Single(report.Insights, insight => insight.Kind == kind && insight.Column == column);
        Assert.Equal(InsightSeverity.High, One("target-leakage", "leak").Severity);
        Assert.Equal([77], One("outliers", "number").Rows);
        Assert.Equal(20, One("disguised-missing", "city").RowCount);
        Assert.Equal([50, 150, 250], One("missing-values", "city").Rows.Take(3));
        One("constant-column", "constant");
        One("id-column", "id");
        Assert.Equal(1201, One("high-missing", "mostly").RowCount);
        Assert.Equal(1000, One("high-missing", "mostly").Rows.Count);
        Assert.Equal("leak", report.Powers[0].Column);
        Assert.True(report.Powers.Single(power => power.Column == "noise").Power < 0.2);
        var yaml = RecipeProposal.Write(report)!;
        var recipe = RecipeReader.Read(yaml, DateTimeOffset.UnixEpoch);
        Assert.Contains(recipe.Steps, step => step.Kind == "drop");
        Assert.Contains("- map: {column: \"city\", values: {\"N/A\": \"\"}}", yaml, StringComparison.Ordinal);
        Assert.Equal(InsightsJson.Write(report), InsightsJson.Write(InsightsAnalyzer.Run(view, "a.csv", new InsightsQuestion { Target = "y" }, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void Names_and_values_that_attack_are_harmless_in_page_and_recipe()
    {
        using var folder = new ScratchFolder();
        var rows = string.Concat(Enumerable.Range(0, 300).Select(i => JsonSerializer.Serialize(new Dictionary<string, object?> { [Hostile] = i % 10 == 0 ? "N/A" : i % 2 == 0 ? Hostile : "b", ["' OR 1=1"] = i == 5 ? 1_000_000 : i * 7 % 50, ["text: {y}"] = $"<b>{i}</b> some text & more of {i * 31 % 97} words" }) + "\n"));
        var path = folder.Write("a.jsonl", rows);
        using var view = Data.Tables.TableView.Open(Data.Files.TableReader.Import(path, new Data.Files.ReadOptions(), folder["scratch"], TestContext.Current.CancellationToken).TablePath);
        var report = InsightsAnalyzer.Run(view, Hostile, new InsightsQuestion { Target = Hostile }, TestContext.Current.CancellationToken);
        var page = InsightsPage.Render(report);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>1", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", page, StringComparison.Ordinal);
        Assert.All(report.Insights, insight => Assert.DoesNotContain("\u001b", insight.Finding, StringComparison.Ordinal));
        Assert.Contains(report.Insights, insight => insight.Kind == "markup-in-text");
        Assert.NotEmpty(RecipeReader.Read(RecipeProposal.Write(report)!, DateTimeOffset.UnixEpoch).Steps);
    }

    [Fact]
    public void One_row_and_columns_without_a_value_are_told_and_nothing_breaks()
    {
        using var folder = new ScratchFolder();
        using var one = InsightsOracleTests.Table(folder, "one.csv", "a,b,c\n1,,x\n");
        var report = InsightsAnalyzer.Run(one, "one.csv", new InsightsQuestion { Target = "c" }, TestContext.Current.CancellationToken);
        Assert.Equal(1, report.Rows);
        Assert.Contains(report.Insights, insight => insight.Kind == "constant-column" && insight.Column == "b");
        Assert.Null(report.Model);
        Assert.NotEmpty(InsightsPage.Render(report));
        Assert.NotEmpty(InsightsJson.Write(report));
        Assert.Contains("there is no column 'd'", Assert.Throws<UserException>(() => InsightsAnalyzer.Run(one, "one.csv", new InsightsQuestion { Target = "d" }, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Three_hundred_columns_give_a_page_below_two_megabytes()
    {
        using var folder = new ScratchFolder();
        var random = new Random(2);
        var text = string.Join(',', Enumerable.Range(0, 300).Select(i => $"column with a rather long name {i}")) + "\n"
            + string.Concat(Enumerable.Range(0, 400).Select(_ => string.Join(',', Enumerable.Range(0, 300).Select(i => i % 3 == 0 ? $"value of a category {random.Next(8)}" : random.Next(1000).ToString(CultureInfo.InvariantCulture))) + "\n"));
        using var view = InsightsOracleTests.Table(folder, "wide.csv", text);
        var report = InsightsAnalyzer.Run(view, "wide.csv", new InsightsQuestion { Target = "column with a rather long name 0" }, TestContext.Current.CancellationToken);
        Assert.Equal(300, report.Columns.Count);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(InsightsPage.Render(report)), 10_000, 2_000_000);
    }

    [Fact]
    public void A_regression_target_with_a_tail_is_told_by_the_rules()
    {
        using var folder = new ScratchFolder();
        var random = new Random(5);
        using var view = InsightsOracleTests.Table(folder, "r.csv", "y,x\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{(i % 4 == 0 ? 0 : i == 999 ? 500.5 : random.NextDouble()):R},{random.NextDouble():R}\n"))));
        var report = InsightsAnalyzer.Run(view, "r.csv", new InsightsQuestion { Target = "y" }, TestContext.Current.CancellationToken);
        Assert.Equal(TargetKind.Regression, report.Target!.Kind);
        Assert.Contains(report.Insights, insight => insight.Kind == "skewed-target" && insight.Severity == InsightSeverity.High && insight.Rows.SequenceEqual([1000L]));
        Assert.Contains(report.Insights, insight => insight.Kind == "frequent-target-value");
    }

    [Fact]
    public void Two_tables_are_compared_column_by_column_and_row_by_row()
    {
        using var folder = new ScratchFolder();
        var random = new Random(8);
        string Rows(double shift, string city, int begin) => string.Concat(Enumerable.Range(begin, 800).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},{random.NextDouble() + shift:R},{(i % 2 == 0 ? "Bern" : city)}\n")));
        var first = Rows(0, "Graz", 0);
        using var a = InsightsOracleTests.Table(folder, "a.csv", "id,x,city,old\n" + first.Replace("\n", ",1\n", StringComparison.Ordinal));
        using var b = InsightsOracleTests.Table(folder, "b.csv", "id,x,city\n" + Rows(0.5, "Wien", 800) + string.Concat(first.Split('\n').Take(10).Select(line => line + "\n")));
        using var same = InsightsOracleTests.Table(folder, "c.csv", "id,x,city,old\n" + Rows(0, "Graz", 5000).Replace("\n", ",1\n", StringComparison.Ordinal));
        var report = InsightsAnalyzer.Run(a, "a.csv", new InsightsQuestion(), TestContext.Current.CancellationToken);
        var differs = TableComparer.Run(report, a, b, "b.csv", TestContext.Current.CancellationToken);
        Assert.Equal(10, differs.CommonRows.Count);
        Assert.Contains(differs.Insights, insight => insight.Kind == "lost-column" && insight.Column == "old");
        Assert.Contains(differs.Insights, insight => insight.Kind == "distribution-changed" && insight.Column == "x");
        Assert.Contains(differs.Insights, insight => insight.Kind == "new-values" && insight.Examples.SequenceEqual(["Wien"]));
        Assert.DoesNotContain(TableComparer.Run(report, a, same, "c.csv", TestContext.Current.CancellationToken).Insights, insight => insight.Kind == "distribution-changed" && insight.Column != "id");
        Assert.Contains("Side by side with b.csv", InsightsPage.Render(report with { Comparison = differs }), StringComparison.Ordinal);
    }
}
