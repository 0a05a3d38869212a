using System.Globalization;

namespace Praxis.Data.Charts;

/// <summary>Values with their intervals, one below the other, beside a line for the whole; the first 40.</summary>
public static class IntervalChart
{
    /// <summary>The rules that its picture needs beside the style of every page.</summary>
    public const string Style = """

        .chart .dot{fill:var(--bar);stroke:var(--card);stroke-width:1.5}.chart .whisker{stroke:var(--bar);stroke-width:3;stroke-linecap:round;stroke-opacity:.5}
        .chart .faint{opacity:.35}
        tbody th{min-width:104px}
        """;

    private const int MostRows = 40;

    /// <summary>The picture as inline SVG.</summary>
    /// <param name="title">The finding.</param>
    /// <param name="description">What is drawn, for who cannot see it.</param>
    /// <param name="rows">The values, in the order drawn.</param>
    /// <param name="axis">What the values are.</param>
    /// <param name="whole">The value of all together, marked; null for none.</param>
    public static string Render(string title, string description, IReadOnlyList<ChartInterval> rows, string axis, double? whole = null)
    {
        const double Row = 28, Top = 32, Right = Svg.Width - 72;
        var shown = rows.Take(MostRows).ToList();
        var left = Svg.Gutter(shown.Select(row => row.Label));
        var ends = shown.SelectMany(row => (double[])[row.Low, row.High, row.Value]).Append(whole ?? double.NaN).Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        var step = Svg.Step(Math.Max(ends.Max() - ends.Min(), 1e-3));
        var (low, high) = (Math.Floor(ends.Min() / step) * step, Math.Ceiling(ends.Max() / step) * step);
        double X(double value) => left + (high > low ? (value - low) / (high - low) : 0.5) * (Right - left);
        var bottom = Top + shown.Count * Row;
        var svg = new Svg(bottom + 48, title, description);
        for (var i = 0; low + i * step <= high + step / 2; i++)
        {
            var at = low + i * step;
            svg.Line("grid", X(at), Top, X(at), bottom);
            svg.Text("tick mid", X(at), bottom + 20, at.ToString("0.##", CultureInfo.InvariantCulture));
        }

        svg.Text("tick mid", (left + Right) / 2, bottom + 42, axis, 80);
        if (whole is { } all && double.IsFinite(all))
        {
            svg.Line("mark", X(all), Top - 8, X(all), bottom);
            svg.Text("val mid", X(all), Top - 14, $"all {all.ToString("0.000", CultureInfo.InvariantCulture)}");
        }

        for (var i = 0; i < shown.Count; i++)
        {
            var (row, y) = (shown[i], Top + i * Row + Row / 2);
            var css = row.IsFaint ? "dot faint" : "dot";
            svg.Text("lbl end", left - 8, y + 4, row.Label);
            if (double.IsFinite(row.Low) && double.IsFinite(row.High))
                svg.Line(row.IsFaint ? "whisker faint" : "whisker", X(row.Low), y, X(row.High), y);
            if (!double.IsFinite(row.Value))
                continue;
            svg.Circle(css, X(row.Value), y, 5, string.Create(CultureInfo.InvariantCulture, $"{row.Label}: {row.Value:0.000} ({row.Low:0.000} to {row.High:0.000})"));
            svg.Text("val", Right + 8, y + 4, row.Value.ToString("0.000", CultureInfo.InvariantCulture));
        }

        return svg.ToString();
    }
}
