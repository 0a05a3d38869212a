using Praxis.Data.Charts;
using Praxis.Testing;
using SkiaSharp;

namespace Praxis.Data.Tests.Charts;

/// <summary>The pictures of every kind: SVG to the letter, PNG by size and by what is to be seen in it.</summary>
public sealed class ChartFileTests
{
    public static TheoryData<ChartKind> Kinds => [.. Enum.GetValues<ChartKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Svg_is_as_it_was_reviewed(ChartKind kind) => Golden.Matches($"{kind.ToString().ToLowerInvariant()}.svg", Picture(kind).RenderFile());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Png_shows_what_the_reviewed_one_shows(ChartKind kind)
    {
        foreach (var theme in (ChartTheme[])[ChartTheme.Light, ChartTheme.Dark])
        {
            var name = $"{kind.ToString().ToLowerInvariant()}-{theme.ToString().ToLowerInvariant()}.png";
            var bytes = Picture(kind).RenderPng(theme);
            using var picture = SKBitmap.Decode(bytes);
            Golden.Resembles(name, bytes, expected =>
            {
                using var reviewed = SKBitmap.Decode(expected);
                Assert.Equal((reviewed.Width, reviewed.Height), (picture.Width, picture.Height));
                Assert.True(Difference(reviewed, picture) < 0.01, $"{name} looks otherwise");
            });
        }
    }

    [Fact]
    public void A_fixed_theme_asks_no_reader()
    {
        Assert.Contains("prefers-color-scheme", Picture(ChartKind.Bar).RenderFile());
        foreach (var (theme, ground) in new[] { (ChartTheme.Light, "background:#fff"), (ChartTheme.Dark, "background:#171c23") })
        {
            var svg = Picture(ChartKind.Bar).RenderFile(theme);
            Assert.DoesNotContain("prefers-color-scheme", svg);
            Assert.Contains(ground, svg);
        }
    }

    [Fact]
    public void Letters_come_with_the_program_and_are_drawn()
    {
        using var titled = SKBitmap.Decode(Picture(ChartKind.Bar).RenderPng());
        using var bare = SKBitmap.Decode((Picture(ChartKind.Bar) with { Title = "" }).RenderPng());
        Assert.True(Difference(titled, bare) > 0.0005);
    }

    // The mean difference of blocks of 8 by 8 pixels, 0 to 1: edges that are smoothed otherwise do not count, what is missing does.
    private static double Difference(SKBitmap one, SKBitmap two)
    {
        var (sum, blocks) = (0.0, 0);
        for (var y = 0; y + 8 <= one.Height; y += 8)
            for (var x = 0; x + 8 <= one.Width; x += 8, blocks++)
                sum += Math.Abs(Mean(one, x, y) - Mean(two, x, y));
        return sum / blocks / 255;
    }

    private static double Mean(SKBitmap picture, int left, int top)
    {
        var sum = 0.0;
        for (var y = top; y < top + 8; y++)
            for (var x = left; x < left + 8; x++)
                sum += picture.GetPixel(x, y) is var own ? (own.Red + own.Green + own.Blue) / 3.0 : 0;
        return sum / 64;
    }

    private static Chart Picture(ChartKind kind)
    {
        (string[] columns, string?[][] rows) = kind switch
        {
            ChartKind.Bar => (["class", "stars"], [["Layering", "4.29"], ["Jackets", "4.30"], ["Trend", "3.82"], ["Casual bottoms", "4.5"]]),
            ChartKind.Histogram => (["words"], [.. Enumerable.Range(0, 400).Select(i => new[] { $"{i * i % 97 + i % 40}" })]),
            ChartKind.Box => (["class", "stars"], [.. Enumerable.Range(0, 90).Select(i => new[] { i % 3 == 0 ? "Dresses" : i % 3 == 1 ? "Knits" : "Größe äöü Ωж", $"{i * 7 % 23 + i % 3 * 4}" })]),
            ChartKind.Scatter or ChartKind.Line => (["day", "sales", "shop"], [.. Enumerable.Range(0, 40).Select(i => new[] { $"{i / 2}", $"{i % 2 * 8 + i * 3 % 11}", i % 2 == 0 ? "north" : "south" })]),
            _ => (new[] { "class", "rating", "n" }, new string?[][] { ["Dresses", "1", "40"], ["Dresses", "5", "300"], ["Knits", "1", "80"], ["Knits", "5", "120"], ["Trend", "1", "3"], ["Trend", "5", "9"] }),
        };
        return new Chart { Kind = kind, Title = $"{kind}: what a reader is to see", Columns = columns, Rows = rows, Bins = 20 };
    }
}
