using System.Globalization;

namespace Praxis.Data.Charts;

/// <summary>Boxes from the first to the third quartile with the median, whiskers to the last values within 1.5 box lengths, and what lies outside as points (J. W. Tukey, 1977).</summary>
public static class BoxChart
{
    private const int MostRows = 40;
    private const int MostPoints = 60;

    /// <summary>The picture as inline SVG.</summary>
    /// <param name="title">The finding.</param>
    /// <param name="description">What is drawn, for who cannot see it.</param>
    /// <param name="groups">Name and values of each box.</param>
    /// <param name="axis">What the values are.</param>
    public static string Render(string title, string description, IReadOnlyList<(string Name, IReadOnlyList<double> Values)> groups, string axis)
    {
        ArgumentNullException.ThrowIfNull(groups);
        const double Row = 36, Top = 16, Right = Svg.Width - 72;
        var shown = groups.Where(group => group.Values.Any(double.IsFinite)).Take(MostRows).Select(group => (group.Name, Values: group.Values.Where(double.IsFinite).Order().ToArray())).ToList();
        var left = Svg.Gutter(shown.Select(group => group.Name));
        var scale = ChartScale.Of(shown.SelectMany(group => (double[])[group.Values[0], group.Values[^1]]), left, Right);
        var bottom = Top + shown.Count * Row;
        var svg = new Svg(bottom + 48, title, description);
        scale.DrawX(svg, Top, bottom, axis);
        for (var i = 0; i < shown.Count; i++)
        {
            var (name, values) = shown[i];
            var y = Top + i * Row + Row / 2;
            double first = Quantile(values, 0.25), median = Quantile(values, 0.5), third = Quantile(values, 0.75), reach = 1.5 * (third - first);
            double low = values.First(value => value >= first - reach), high = values.Last(value => value <= third + reach);
            svg.Text("lbl end", left - 8, y + 4, name);
            svg.Line("whisker", scale.At(low), y, scale.At(high), y);
            svg.Rect("bar soft", scale.At(first), y - 10, Math.Max(scale.At(third) - scale.At(first), 1), 20, 3, string.Create(CultureInfo.InvariantCulture, $"{name}: median {median:0.###}, half between {first:0.###} and {third:0.###}, {values.Length} values"));
            svg.Line("axis", scale.At(median), y - 10, scale.At(median), y + 10);
            foreach (var value in values.Where(value => value < low || value > high).Distinct().Take(MostPoints))
                svg.Circle("dot faint", scale.At(value), y, 3);
            svg.Text("val", Right + 8, y + 4, median.ToString("0.##", CultureInfo.InvariantCulture));
        }

        return svg.ToString();
    }

    private static double Quantile(double[] sorted, double level)
    {
        var place = level * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
    }
}
