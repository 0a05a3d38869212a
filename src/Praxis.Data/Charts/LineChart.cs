namespace Praxis.Data.Charts;

/// <summary>Lines over numbers, one a series; the first seven series.</summary>
public static class LineChart
{
    private const int MostSeries = 7;
    private const int MostPoints = 2000;

    /// <summary>The picture as inline SVG.</summary>
    /// <param name="title">The finding.</param>
    /// <param name="description">What is drawn, for who cannot see it.</param>
    /// <param name="points">Series and place of each point.</param>
    /// <param name="x">What the places from left to right are.</param>
    /// <param name="y">What the heights are.</param>
    public static string Render(string title, string description, IReadOnlyList<(string Series, double X, double Y)> points, string x, string y) => PointPlane.Render(title, description, points, x, y, (svg, series, own, at) =>
    {
        var sorted = own.OrderBy(point => point.X).ToList();
        var every = Math.Max(1, sorted.Count / MostPoints);
        svg.Polyline($"line l{series}", sorted.Where((_, i) => i % every == 0 || i == sorted.Count - 1).Select(at));
    }, MostSeries);
}
