namespace Praxis.Data.Charts;

/// <summary>Categories with the shares of the classes in each; the 20 greatest and "other".</summary>
public static class StackedBarChart
{
    private const int MostSeries = 7;
    private const string Other = "other";

    /// <summary>The picture as inline SVG.</summary>
    /// <param name="title">The finding.</param>
    /// <param name="description">What is drawn, for who cannot see it.</param>
    /// <param name="cells">Counts by category and series.</param>
    public static string Render(string title, string description, IReadOnlyList<ChartCell> cells)
    {
        const double Row = 32, Head = 40;
        var totals = cells.GroupBy(c => c.Series, StringComparer.Ordinal).OrderByDescending(g => g.Sum(c => c.Count)).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key).ToList();
        var series = totals.Count > MostSeries + 1 ? totals[..MostSeries] : totals;
        var groups = cells.GroupBy(c => c.Category, StringComparer.Ordinal).OrderByDescending(g => g.Sum(c => c.Count)).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        var kept = groups.Count > Svg.MostCategories + 1 ? Svg.MostCategories : groups.Count;
        var rows = groups.Take(kept).Select(g => (Label: g.Key, Cells: g.AsEnumerable())).ToList();
        if (kept < groups.Count)
            rows.Add(($"{Other} ({groups.Count - kept})", groups.Skip(kept).SelectMany(g => g)));

        var left = Svg.Gutter(rows.Select(r => r.Label));
        var room = Svg.Width - left - 96;
        var svg = new Svg(Head + rows.Count * Row + 32, title, description);
        var names = series.Count < totals.Count ? [.. series, Other] : series;
        var slot = (Svg.Width - left) / Math.Max(names.Count, 1);
        for (var s = 0; s < names.Count; s++)
        {
            svg.Rect($"s{Math.Min(s, MostSeries)}", left + s * Math.Min(slot, 144), 8, 12, 12, 2);
            svg.Text("lbl", left + s * Math.Min(slot, 144) + 18, 18, names[s], Math.Max((int)((Math.Min(slot, 144) - 24) / 7.2), 3));
        }

        for (var i = 0; i < rows.Count; i++)
        {
            var counts = new long[names.Count];
            foreach (var cell in rows[i].Cells)
            {
                var index = series.IndexOf(cell.Series);
                counts[index < 0 ? names.Count - 1 : index] += Math.Max(cell.Count, 0);
            }

            var sum = Math.Max(counts.Sum(), 1);
            var y = Head + i * Row;
            var x = left;
            svg.Text("lbl end", left - 8, y + 18, rows[i].Label);
            for (var s = 0; s < counts.Length; s++)
            {
                var share = (double)counts[s] / sum;
                if (counts[s] > 0)
                    svg.Rect($"s{Math.Min(s, MostSeries)} seg", x, y, share * room, 26, 0, $"{rows[i].Label}, {names[s]}: {Svg.Count(counts[s])} rows, {Svg.Percent(share)}");
                if (share * room > 52)
                    svg.Text($"in t{Math.Min(s, MostSeries)}", x + 8, y + 18, Svg.Percent(share));
                x += share * room;
            }

            svg.Text("val", left + room + 8, y + 18, $"{Svg.Count(counts.Sum())} rows");
        }

        for (var tick = 0; tick <= 4; tick++)
            svg.Text(tick == 0 ? "tick" : tick == 4 ? "tick end" : "tick mid", left + room * tick / 4, Head + rows.Count * Row + 16, $"{tick * 25} %");
        return svg.ToString();
    }
}
