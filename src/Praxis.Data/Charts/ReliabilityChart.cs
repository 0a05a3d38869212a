using System.Globalization;

namespace Praxis.Data.Charts;

/// <summary>What fraction of predictions of a confidence is right, beside the line on which both are equal; the bins' rows stand below.</summary>
public static class ReliabilityChart
{
    /// <summary>The picture as inline SVG.</summary>
    /// <param name="title">The finding.</param>
    /// <param name="description">What is drawn, for who cannot see it.</param>
    /// <param name="bins">Mean confidence, fraction right and rows of each bin.</param>
    public static string Render(string title, string description, IReadOnlyList<(double Confidence, double Accuracy, long Rows)> bins)
    {
        const double Left = 64, Right = 520, Top = 16, Bottom = 320, Foot = 400;
        static double X(double value) => Left + value * (Right - Left);
        static double Y(double value) => Bottom - value * (Bottom - Top);
        var svg = new Svg(448, title, description);
        for (var i = 0; i <= 5; i++)
        {
            var at = i / 5.0;
            svg.Line("grid", Left, Y(at), Right, Y(at));
            svg.Text("tick end", Left - 8, Y(at) + 4, at.ToString("0.0", CultureInfo.InvariantCulture));
            svg.Text("tick mid", X(at), Foot + 18, at.ToString("0.0", CultureInfo.InvariantCulture));
        }

        svg.Line("mark", X(0), Y(0), X(1), Y(1));
        svg.Text("val", X(1) + 8, Y(1) + 12, "as right as confident");
        svg.Polyline("curve", bins.Select(bin => (X(bin.Confidence), Y(bin.Accuracy))));
        var most = Math.Max(bins.Select(bin => bin.Rows).DefaultIfEmpty(0).Max(), 1);
        foreach (var (confidence, accuracy, rows) in bins)
        {
            var height = (double)rows / most * (Foot - Bottom - 24);
            svg.Rect("bar soft", X(confidence) - 12, Foot - height, 24, Math.Max(height, 1), 2, $"{Svg.Count(rows)} rows");
            svg.Circle("dot", X(confidence), Y(accuracy), 5, string.Create(CultureInfo.InvariantCulture, $"confidence {confidence:0.000}, right {accuracy:0.000}, {Svg.Count(rows)} rows"));
        }

        svg.Line("axis", Left, Bottom, Right, Bottom);
        svg.Line("axis", Left, Foot, Right, Foot);
        svg.Text("tick", Right + 8, Foot - 4, "rows");
        svg.Text("tick", 0, 12, "right");
        svg.Text("tick mid", (Left + Right) / 2, Foot + 42, "confidence: the probability of the predicted class", 80);
        return svg.ToString();
    }
}
