namespace Praxis.Data.Charts;

/// <summary>Bars for the sizes of categories; beyond 20 the smallest become "other".</summary>
public static class BarChart
{
    /// <summary>The picture as inline SVG.</summary>
    /// <param name="title">The finding.</param>
    /// <param name="description">What is drawn, for who cannot see it.</param>
    /// <param name="bars">The bars, in the order drawn.</param>
    /// <param name="unit">What the values count, for example <c>rows</c>.</param>
    /// <param name="direction">Which way the bars grow.</param>
    /// <param name="hasShares">Whether the values are parts of a whole, whose shares are told.</param>
    public static string Render(string title, string description, IReadOnlyList<ChartBar> bars, string unit, BarDirection direction = BarDirection.Horizontal, bool hasShares = true)
    {
        var shown = Cap(bars);
        var most = shown.Select(b => Svg.Size(b.Value)).DefaultIfEmpty(0).Max();
        var sum = shown.Sum(b => Svg.Size(b.Value));
        return direction == BarDirection.Horizontal ? Horizontal(title, description, shown, unit, most, hasShares ? sum : 0) : Vertical(title, description, shown, unit, most);
    }

    private static string Horizontal(string title, string description, List<ChartBar> shown, string unit, double most, double sum)
    {
        const double Row = 32;
        var left = Svg.Gutter(shown.Select(b => b.Label));
        var room = Svg.Width - left - 176;
        var svg = new Svg(shown.Count * Row + 8, title, description);
        for (var i = 0; i < shown.Count; i++)
        {
            var y = i * Row + 4;
            var value = Svg.Size(shown[i].Value);
            var width = most > 0 ? value / most * room : 0;
            svg.Text("lbl end", left - 8, y + 20, shown[i].Label);
            svg.Rect("bar", left, y + 4, Math.Max(width, 1), 24, 3, $"{shown[i].Label}: {Svg.Count(value)} {unit}");
            svg.Text("val", left + width + 8, y + 20, sum > 0 ? $"{Svg.Count(value)} {unit} · {Svg.Percent(value / sum)}" : $"{Svg.Count(value)} {unit}", 40);
        }

        svg.Line("axis", left, 0, left, shown.Count * Row + 8);
        return svg.ToString();
    }

    private static string Vertical(string title, string description, List<ChartBar> shown, string unit, double most)
    {
        const double Top = 32, Bottom = 264;
        var svg = new Svg(304, title, description);
        var slot = Svg.Width / Math.Max(shown.Count, 1);
        for (var i = 0; i < shown.Count; i++)
        {
            var value = Svg.Size(shown[i].Value);
            var height = most > 0 ? value / most * (Bottom - Top) : 0;
            var middle = (i + 0.5) * slot;
            svg.Rect("bar", middle - Math.Min(slot * 0.7, 96) / 2, Bottom - height, Math.Min(slot * 0.7, 96), Math.Max(height, 1), 3, $"{shown[i].Label}: {Svg.Count(value)} {unit}");
            svg.Text("val mid", middle, Bottom - height - 8, Svg.Count(value));
            svg.Text("lbl mid", middle, Bottom + 24, shown[i].Label, Math.Max((int)(slot / 8), 2));
        }

        svg.Text("tick", 0, 12, unit);
        svg.Line("axis", 0, Bottom, Svg.Width, Bottom);
        return svg.ToString();
    }

    private static List<ChartBar> Cap(IReadOnlyList<ChartBar> bars)
    {
        if (bars.Count <= Svg.MostCategories + 1)
            return [.. bars];
        var kept = bars.Index().OrderByDescending(b => Svg.Size(b.Item.Value)).Take(Svg.MostCategories).Select(b => b.Index).ToHashSet();
        return
        [
            .. bars.Where((_, i) => kept.Contains(i)),
            new ChartBar($"other ({bars.Count - kept.Count})", bars.Where((_, i) => !kept.Contains(i)).Sum(b => Svg.Size(b.Value))),
        ];
    }
}
