using System.Globalization;
using System.Net;
using System.Text;
using Praxis.Contracts.Evaluate;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Pipelines.Workers;

/// <summary>A confusion matrix as a picture: rows are the truth, columns the prediction; the darker, the larger the share of its row.</summary>
internal static class ConfusionChart
{
    private const int MostLabels = 40;
    private const int Cell = 64;
    private const int Margin = 120;

    public static string Svg(Evaluation evaluation)
    {
        var labels = evaluation.Labels.Take(MostLabels).Select(label => WebUtility.HtmlEncode(SafeText.Line(label, 18))).ToList();
        var side = Margin + (labels.Count * Cell) + 16;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}" height="{side}" role="img" font-family="system-ui, sans-serif" font-size="13"><title>Confusion matrix: rows are the truth, columns the prediction</title>""");
        svg.Append(CultureInfo.InvariantCulture, $"""<rect width="{side}" height="{side}" fill="#ffffff"/><text x="{Margin}" y="20" fill="#1f2933">predicted</text><text x="8" y="{Margin - 12}" fill="#1f2933">truth</text>""");
        for (var i = 0; i < labels.Count; i++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Margin + (i * Cell) + (Cell / 2)}" y="{Margin - 12}" text-anchor="middle" fill="#1f2933">{labels[i]}</text><text x="{Margin - 10}" y="{Margin + (i * Cell) + (Cell / 2) + 5}" text-anchor="end" fill="#1f2933">{labels[i]}</text>""");
            var sum = Math.Max(1, evaluation.ConfusionMatrix[i].Sum());
            for (var j = 0; j < labels.Count; j++)
            {
                var share = evaluation.ConfusionMatrix[i][j] / (double)sum;
                var (red, green, blue) = ((int)(255 - (share * 222)), (int)(255 - (share * 153)), (int)(255 - (share * 83)));
                svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{Margin + (j * Cell)}" y="{Margin + (i * Cell)}" width="{Cell - 2}" height="{Cell - 2}" rx="4" fill="#{red:x2}{green:x2}{blue:x2}"/><text x="{Margin + (j * Cell) + (Cell / 2)}" y="{Margin + (i * Cell) + (Cell / 2) + 5}" text-anchor="middle" fill="{(share > 0.55 ? "#ffffff" : "#1f2933")}">{evaluation.ConfusionMatrix[i][j]}</text>""");
            }
        }

        return svg.Append("</svg>\n").ToString();
    }
}
