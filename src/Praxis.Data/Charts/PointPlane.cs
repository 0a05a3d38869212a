namespace Praxis.Data.Charts;

/// <summary>The axes and the legend of points by two numbers.</summary>
internal static class PointPlane
{
    public static string Render(string title, string description, IReadOnlyList<(string Series, double X, double Y)> points, string x, string y, Action<Svg, int, List<(string Series, double X, double Y)>, Func<(string Series, double X, double Y), (double X, double Y)>> draw, int mostSeries)
    {
        const double Left = 72, Right = Svg.Width - 16, Bottom = 320;
        var series = points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y)).GroupBy(point => point.Series, StringComparer.Ordinal).Take(mostSeries).ToList();
        var hasLegend = series.Count > 1;
        double top = hasLegend ? 48 : 24;
        var svg = new Svg(Bottom + 48, title, description);
        var (across, up) = (ChartScale.Of(series.SelectMany(own => own).Select(point => point.X), Left, Right), ChartScale.Of(series.SelectMany(own => own).Select(point => point.Y), Bottom, top));
        across.DrawX(svg, top, Bottom, x);
        up.DrawY(svg, Left, Right, y);
        for (var i = 0; i < series.Count; i++)
        {
            if (hasLegend)
            {
                svg.Rect($"s{i}", Left + i * 92, 20, 10, 10, 2);
                svg.Text("tick", Left + i * 92 + 16, 29, series[i].Key, 11);
            }

            draw(svg, i, [.. series[i]], point => (across.At(point.X), up.At(point.Y)));
        }

        svg.Line("axis", Left, Bottom, Right, Bottom);
        return svg.ToString();
    }
}
