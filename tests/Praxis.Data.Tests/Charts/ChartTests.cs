using System.Xml.Linq;
using Praxis.Contracts.Foundation;
using Praxis.Data.Charts;

namespace Praxis.Data.Tests.Charts;

public sealed class ChartTests
{
    private const string Hostile = "<script>\u202e&\"'";

    [Theory]
    [InlineData(ChartKind.Bar, "rect", 4)]
    [InlineData(ChartKind.Stacked, "rect", 6)]
    [InlineData(ChartKind.Histogram, "rect", 3)]
    [InlineData(ChartKind.Box, "rect", 2)]
    [InlineData(ChartKind.Scatter, "circle", 4)]
    [InlineData(ChartKind.Line, "polyline", 2)]
    [InlineData(ChartKind.Heatmap, "rect", 4)]
    public void Every_kind_draws_its_rows_as_well_formed_harmless_SVG(ChartKind kind, string element, int least)
    {
        (string[] columns, string?[][] rows) = kind switch
        {
            ChartKind.Bar => (["name", "n"], [[Hostile, "3"], ["b", "4"], [null, "1"], ["c", "0"]]),
            ChartKind.Histogram => (["x"], [["1"], ["2.5"], ["2.6"], ["9"], [null]]),
            ChartKind.Box => (["group", "x"], [[Hostile, "1"], [Hostile, "2"], [Hostile, "30"], ["b", "4"]]),
            ChartKind.Scatter or ChartKind.Line => (["x", "y", "series"], [["1", "2", Hostile], ["2", "1", Hostile], ["2026-01-01", "3", "b"], ["4", "-1.5", "b"]]),
            _ => (new[] { "row", "column", "n" }, new string?[][] { [Hostile, "a", "1"], [Hostile, "b", "2"], ["y", "a", "3"], ["y", "b", "4"] }),
        };
        var picture = new Chart { Kind = kind, Title = Hostile, Columns = columns, Rows = rows, Bins = 5 }.RenderFile();
        var svg = XDocument.Parse(picture);
        Assert.True(svg.Descendants().Count(node => node.Name.LocalName == element) >= least, picture);
        Assert.DoesNotContain("<script", picture);
        Assert.DoesNotContain('\u202e', picture);
        Assert.DoesNotContain("NaN", picture);
        Assert.Contains("prefers-color-scheme:dark", picture);
    }

    [Fact]
    public void The_last_bin_of_a_histogram_is_closed_on_the_right()
    {
        var picture = new Chart { Kind = ChartKind.Histogram, Title = "t", Columns = ["x"], Rows = [["0"], ["4"], ["8"], ["9"]], Bins = 2, Range = (0, 8) }.Render();
        Assert.Contains("0 to 4: 1 rows", picture);
        Assert.Contains("4 to 8: 2 rows", picture);
    }

    [Fact]
    public void Rows_that_do_not_fit_the_kind_are_told()
    {
        Assert.Contains("needs 3 columns", Assert.Throws<UserException>(() => new Chart { Kind = ChartKind.Heatmap, Title = "t", Columns = ["a"], Rows = [["1"]] }.Render()).Problems[0].Found);
        Assert.Contains("is no number", Assert.Throws<UserException>(() => new Chart { Kind = ChartKind.Bar, Title = "t", Columns = ["a", "b"], Rows = [["1", "x"]] }.Render()).Problems[0].Found);
    }

    [Fact]
    public void Values_that_are_all_the_same_are_drawn()
    {
        foreach (var kind in (ChartKind[])[ChartKind.Histogram, ChartKind.Box, ChartKind.Bar])
            Assert.DoesNotContain("NaN", new Chart { Kind = kind, Title = "t", Columns = kind == ChartKind.Histogram ? ["x"] : ["g", "x"], Rows = kind == ChartKind.Histogram ? [["5"], ["5"]] : [["a", "5"], ["a", "5"]] }.Render());
    }
}
