namespace Praxis.Data.Charts;

/// <summary>How often values fall into bins of one width.</summary>
public static class Histogram
{
    private const int MostBins = 120;

    /// <summary>The picture as inline SVG.</summary>
    /// <param name="title">The finding.</param>
    /// <param name="description">What is drawn, for who cannot see it.</param>
    /// <param name="low">Where the first bin begins.</param>
    /// <param name="width">How wide a bin is.</param>
    /// <param name="counts">Rows in each bin.</param>
    /// <param name="axis">What the values are, with their unit.</param>
    /// <param name="mean">The mean, marked; null for none.</param>
    public static string Render(string title, string description, double low, double width, IReadOnlyList<long> counts, string axis, double? mean = null)
    {
        const double Top = 40, Bottom = 240, Left = 56, Right = Svg.Width - 16;
        var bins = counts.ToList();
        while (bins.Count > MostBins)
        {
            bins = [.. bins.Chunk(2).Select(pair => pair.Sum())];
            width *= 2;
        }

        var svg = new Svg(296, title, description);
        var most = Math.Max(bins.DefaultIfEmpty(0).Max(), 1);
        var step = Math.Max(Svg.Step(most), 1);
        for (double at = 0; at <= most; at += step)
        {
            var y = Bottom - at / most * (Bottom - Top);
            svg.Line("grid", Left, y, Right, y);
            svg.Text("tick end", Left - 8, y + 4, Svg.Count(at));
        }

        svg.Text("tick", 0, 14, "rows");
        var slot = (Right - Left) / Math.Max(bins.Count, 1);
        for (var i = 0; i < bins.Count; i++)
        {
            var height = (double)Math.Max(bins[i], 0) / most * (Bottom - Top);
            if (bins[i] > 0)
                svg.Rect("bar", Left + i * slot + 0.5, Bottom - height, slot - 1, Math.Max(height, 1), 0, $"{Svg.Count(low + i * width)} to {Svg.Count(low + (i + 1) * width)}: {Svg.Count(bins[i])} rows");
        }

        var every = Math.Max(1, (int)Math.Ceiling(bins.Count / 10.0));
        for (var i = 0; i <= bins.Count; i += every)
            svg.Text("tick mid", Left + i * slot, Bottom + 20, Svg.Count(low + i * width));
        svg.Line("axis", Left, Bottom, Right, Bottom);
        svg.Text("tick mid", (Left + Right) / 2, Bottom + 44, axis, 80);
        var span = width * bins.Count;
        if (mean is { } value && span > 0 && value >= low && value <= low + span)
        {
            var x = Left + (value - low) / span * (Right - Left);
            svg.Line("mark", x, Top - 16, x, Bottom);
            svg.Text(x > Svg.Width - 160 ? "val end" : "val", x > Svg.Width - 160 ? x - 6 : x + 6, Top - 10, $"mean {Svg.N(value)}");
        }

        return svg.ToString();
    }
}
