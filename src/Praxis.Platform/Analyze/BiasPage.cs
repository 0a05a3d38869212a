using System.Globalization;
using Praxis.Contracts.Analyze;
using Praxis.Data.Charts;

namespace Praxis.Platform.Analyze;

/// <summary>Writes a bias report as one HTML page that asks nothing of any network.</summary>
public static class BiasPage
{
    private const int MostCharted = 40;

    /// <summary>The page.</summary>
    public static string Render(LabelBiasReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var page = new PageWriter($"Bias of {report.Facets[0].Label}", $"<b>Praxis bias report</b> &nbsp;{Markup.Text(report.Source, 80)} · {report.Rows:#,0} rows", report.Finding, IntervalChart.Style);
        Cards(page, report);
        if (report.Notes.Count > 0)
        {
            page.Write("<div class=\"notes\">\n");
            page.Note("note warn wide", "To know", $"<ul>{string.Concat(report.Notes.Select(note => $"<li>{Markup.Text(note, 400)}</li>"))}</ul>");
            page.Write("</div>\n");
        }

        foreach (var facet in report.Facets)
            Facet(page, facet);
        Meanings(page, report);
        return page.End("Metrics are those of SageMaker Clarify before training. An answer’s false alarms are held to 5 % over all values of a facet together. This page is one file; it loads nothing and sends nothing.");
    }

    private static void Cards(PageWriter page, LabelBiasReport report)
    {
        var values = report.Facets.SelectMany(facet => facet.Values).ToList();
        int Count(BiasAnswer answer) => values.Count(value => value.Answer == answer);
        page.Write("<div class=\"cards\">\n");
        page.Card("card main", "Biased", Count(BiasAnswer.Yes).ToString(CultureInfo.InvariantCulture), $"of {values.Count:#,0} values differ from the rest by 5 points or more, beyond chance");
        page.Card("card", "Not biased", Count(BiasAnswer.No).ToString(CultureInfo.InvariantCulture), "values are within 5 points of the rest, even at the far end of the interval");
        page.Card("card", "Cannot tell", Count(BiasAnswer.CannotTell).ToString(CultureInfo.InvariantCulture), "values have too few rows for either answer");
        page.Write("</div>\n");
    }

    private static void Facet(PageWriter page, BiasReport facet)
    {
        // The largest difference first, what can be told before what cannot.
        var shown = facet.Values.Where(value => value.Low is not null).OrderBy(value => value.Answer == BiasAnswer.CannotTell).ThenByDescending(value => Math.Abs(Difference(value))).ToList();
        var sub = $"{Markup.Text(facet.Facet, 60)}: each value’s share of “{Markup.Text(facet.Positive, 60)}” beside that of all other rows (DPL). Right of 0 the value gets it less often. Lines are intervals that hold over all values together.";
        page.Chart(
            BiasWords.Finding(facet),
            sub,
            IntervalChart.Render($"Difference in positive proportions by {facet.Facet}", $"{shown.Count} values with their intervals", [.. shown.Take(MostCharted).Select(value => new ChartInterval(value.Value, Difference(value), value.Low!.Value, value.High!.Value, value.Answer == BiasAnswer.CannotTell))], "points that the value gets it less often (share of the rest less its own)"),
            "Every value",
            ["Value", "#Rows", "#Positive", "#Of the rest", "#DPL", "#From", "#To", "Answer"],
            [.. facet.Values.Select(value => new[] { value.Value, N(value.Rows), P(BiasWords.Share(value.Positive, value.Rows)), P(BiasWords.Share(value.OtherPositive, value.OtherRows)), F(value.Low is null ? null : Difference(value)), F(value.Low), F(value.High), BiasWords.Answer(value) })]);
        var names = facet.Values.SelectMany(value => value.Metrics).Select(metric => metric.Name).Distinct().Where(name => facet.Values.Any(value => value.Metrics.Any(metric => metric.Name == name && metric.Value is not null))).ToList();
        page.Write($"<section>\n<h2>All metrics of {Markup.Text(facet.Facet, 60)}</h2>\n<p class=\"sub\">Beside each number its 95 % interval, from the rows drawn again with replacement.</p>\n");
        page.Table(null, ["Value", .. names.Select(name => "#" + name)], [.. facet.Values.Select(value => (string[])[value.Value, .. names.Select(name => Cell(value.Metrics.First(metric => metric.Name == name)))])]);
        page.Write("</section>\n");
    }

    private static void Meanings(PageWriter page, LabelBiasReport report)
    {
        var names = report.Facets.SelectMany(facet => facet.Values).SelectMany(value => value.Metrics).Where(metric => metric.Value is not null).Select(metric => (metric.Name, metric.Description)).Distinct().ToList();
        page.Write("<section>\n<h2>What the numbers mean</h2>\n");
        page.Table(null, ["Metric", "Name", "What it tells"], [.. names.Select(metric => new[] { metric.Name, metric.Description, BiasWords.Meanings.GetValueOrDefault(metric.Name, "") })], mostText: 300);
        page.Write("</section>\n");
    }

    private static double Difference(FacetBias value) => (double)value.OtherPositive / value.OtherRows - (double)value.Positive / value.Rows;

    private static string Cell(BiasMetric metric) => metric.Value is null ? "–" : metric is { Low: { } low, High: { } high } ? $"{F(metric.Value)} ({F(low)} to {F(high)})" : F(metric.Value);

    private static string N(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string P(double? share) => share is { } own ? (own * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %" : "–";

    private static string F(double? number) => number is { } own ? own.ToString("0.000", CultureInfo.InvariantCulture) : "–";
}
