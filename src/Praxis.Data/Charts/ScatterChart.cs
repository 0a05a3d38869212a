using System.Globalization;

namespace Praxis.Data.Charts;

/// <summary>A point for each row, coloured by series; beyond 2,000 points every nth.</summary>
public static class ScatterChart
{
    private const int MostSeries = 7;
    private const int MostPoints = 2000;

    /// <summary>The picture as inline SVG.</summary>
    /// <param name="title">The finding.</param>
    /// <param name="description">What is drawn, for who cannot see it.</param>
    /// <param name="points">Series and place of each point.</param>
    /// <param name="x">What the places from left to right are.</param>
    /// <param name="y">What the heights are.</param>
    public static string Render(string title, string description, IReadOnlyList<(string Series, double X, double Y)> points, string x, string y)
    {
        ArgumentNullException.ThrowIfNull(points);
        var every = Math.Max(1, (int)Math.Ceiling(points.Count / (double)MostPoints));
        return PointPlane.Render(title, description, points, x, y, (svg, series, own, at) =>
        {
            foreach (var point in own.Where((_, i) => i % every == 0))
                svg.Circle($"point s{series}", at(point).X, at(point).Y, 3, string.Create(CultureInfo.InvariantCulture, $"{point.X:0.####}, {point.Y:0.####}"));
        }, MostSeries);
    }
}
