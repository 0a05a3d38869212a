using System.Globalization;

namespace Praxis.Data.Charts;

/// <summary>A number for each pair of two categories, the darker the greater; the 20 first of each.</summary>
public static class HeatMapChart
{
    private const int Most = 20;

    /// <summary>The picture as inline SVG.</summary>
    /// <param name="title">The finding.</param>
    /// <param name="description">What is drawn, for who cannot see it.</param>
    /// <param name="cells">Row, column and number of each cell.</param>
    public static string Render(string title, string description, IReadOnlyList<(string Row, string Column, double Value)> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        const double Height = 32, Top = 32;
        var rows = cells.Select(cell => cell.Row).Distinct().Take(Most).ToList();
        var columns = cells.Select(cell => cell.Column).Distinct().Take(Most).ToList();
        var left = Svg.Gutter(rows);
        var width = (Svg.Width - left - 8) / Math.Max(columns.Count, 1);
        var svg = new Svg(Top + rows.Count * Height + 8, title, description);
        var finite = cells.Select(cell => cell.Value).Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        var (low, high) = (finite.Min(), finite.Max());
        for (var i = 0; i < columns.Count; i++)
            svg.Text("tick mid", left + (i + 0.5) * width, Top - 10, columns[i], Math.Max(3, (int)(width / 7)));
        for (var i = 0; i < rows.Count; i++)
            svg.Text("lbl end", left - 8, Top + i * Height + 20, rows[i]);
        foreach (var (row, column, value) in cells)
        {
            var (y, x) = (rows.IndexOf(row), columns.IndexOf(column));
            if (y < 0 || x < 0 || !double.IsFinite(value))
                continue;
            var shade = high > low ? (int)Math.Round((value - low) / (high - low) * 5) : 3;
            svg.Rect($"hit h{shade}", left + x * width + 1, Top + y * Height + 1, width - 2, Height - 2, 2, string.Create(CultureInfo.InvariantCulture, $"{row}, {column}: {value:0.####}"));
            if (width >= 36)
                svg.Text("cell mid", left + (x + 0.5) * width, Top + y * Height + 20, value.ToString(Math.Abs(value) >= 100 ? "#,0" : "0.##", CultureInfo.InvariantCulture));
        }

        return svg.ToString();
    }
}
