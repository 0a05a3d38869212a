using System.Globalization;
using Praxis.Contracts.Analyze;
using Praxis.Contracts.Evaluate;
using Praxis.Data.Charts;

namespace Praxis.Platform.Evaluate;

/// <summary>The part of a page about bias over one facet.</summary>
public static class BiasSection
{
    private const int FewestRows = 30;

    /// <summary>Writes it.</summary>
    public static void Write(PageWriter page, BiasAnalysis bias)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(bias);
        page.Write($"<section>\n<h2>{Markup.Text(Finding(bias), 300)}</h2>\n<p class=\"sub\">{Markup.Text(bias.Facet, 60)}: each value beside all other rows. Positive is {Markup.Text(bias.Label, 60)} “{Markup.Text(bias.LabelValueOrThreshold, 60)}”. Values near 0 are even (of DI, near 1); above 0 in DPL and DPPL the value gets fewer positives.</p>\n");
        Part(page, "Before training: the labels", bias.PreTraining);
        if (bias.PostTraining is { } after)
            Part(page, "After training: the predictions", after);
        page.Write("</section>\n");
    }

    /// <summary>The largest gap of a value of at least 30 rows, a sentence without its full stop.</summary>
    public static string Finding(BiasAnalysis bias)
    {
        ArgumentNullException.ThrowIfNull(bias);
        var part = bias.PostTraining ?? bias.PreTraining;
        if (part.Error is { } error)
            return $"Bias over {bias.Facet} cannot be computed: {error}";
        var name = bias.PostTraining is null ? "DPL" : "DPPL";
        var values = part.Facets.Zip(part.Statistics, (facet, rows) => (facet.ValueOrThreshold, rows.Rows, Gap: facet.Metrics.FirstOrDefault(metric => metric.Name == name)?.Value)).Where(pair => pair.Gap is { } gap && double.IsFinite(gap)).ToList();
        if (values.Count == 0)
            return $"Bias over {bias.Facet} cannot be computed for any value";
        var most = values.Where(pair => pair.Rows >= FewestRows).DefaultIfEmpty(values.MaxBy(pair => pair.Rows)).MaxBy(pair => Math.Abs(pair.Gap!.Value));
        var share = (Math.Abs(most.Gap!.Value) * 100).ToString("0.0", CultureInfo.InvariantCulture);
        return $"{most.ValueOrThreshold} is {(name == "DPL" ? "labelled" : "predicted")} “{bias.LabelValueOrThreshold}” {share} points {(most.Gap > 0 ? "less" : "more")} often than the rest of {bias.Facet}";
    }

    private static void Part(PageWriter page, string title, BiasPart part)
    {
        page.Write($"<h3>{title}</h3>\n");
        if (part.Error is { } error)
        {
            page.Write($"<p>{Markup.Text(error, 300)}.</p>\n");
            return;
        }

        if (part.Facets.Count == 0)
            return;
        var metrics = part.Facets[0].Metrics;
        var shown = metrics.Where(metric => part.Facets.Any(facet => facet.Metrics.First(own => own.Name == metric.Name).Value is not null)).ToList();
        page.Table(null, ["Value", "#Rows", .. shown.Select(metric => "#" + metric.Name)],
            [.. part.Facets.Zip(part.Statistics).OrderByDescending(pair => pair.Second.Rows).Select(pair => (Facet: pair.First, pair.Second.Rows)).Select(own => (string[])[own.Facet.ValueOrThreshold, own.Rows.ToString("#,0", CultureInfo.InvariantCulture), .. shown.Select(metric => Value(own.Facet.Metrics.First(one => one.Name == metric.Name)))])]);
        page.Write($"<details><summary>What the names mean</summary><p>{string.Join("; ", metrics.Select(metric => Markup.Text(metric.Description)))}.</p></details>\n");
    }

    private static string Value(BiasMetric metric) => metric.Value switch
    {
        null => "–",
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "−∞",
        { } value => value.ToString("0.000;−0.000;0.000", CultureInfo.InvariantCulture),
    };
}
