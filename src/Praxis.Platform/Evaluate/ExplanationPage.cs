using System.Globalization;
using Praxis.Contracts.Evaluate;
using Praxis.Data.Charts;
using Praxis.Learning.Explain;

namespace Praxis.Platform.Evaluate;

/// <summary>Writes explanations as one HTML page that asks nothing of any network.</summary>
public static class ExplanationPage
{
    private const int MostTexts = 100;
    private const int MostLabels = 20;
    private const int MostWords = 10;

    /// <summary>The page.</summary>
    public static string Render(ExplanationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var unit = Unit(report, 1);
        var page = new PageWriter($"Explanations of {report.Model}", $"<b>Praxis explanation</b> &nbsp;{T(report.Model)} · {N(report.Texts.Count)} text{(report.Texts.Count == 1 ? "" : "s")} · by {unit}", Finding(report), EvaluationStyle.Css);
        Body(page, report);
        return page.End($"Model {T(report.Model)}, made by {T(report.Algorithm)}. This page is one file; it loads nothing and sends nothing.");
    }

    /// <summary>Writes all but head and foot.</summary>
    internal static void Body(PageWriter page, ExplanationReport report)
    {
        page.Write("<p class=\"key\"><mark class=\"f5\">for the label</mark> <mark class=\"f2\">a little</mark> &nbsp; <mark class=\"a2\">a little</mark> <mark class=\"a5\">against it</mark></p>\n");
        if (report.Texts.Count > 1)
            Top(page, report);
        foreach (var text in report.Texts.Take(MostTexts))
            Text(page, report, text);
        if (report.Texts.Count > MostTexts)
            page.Write($"<p class=\"sub\">… and {N(report.Texts.Count - MostTexts)} more texts in explanations_shap/out.csv.</p>\n");
        Computed(page, report);
    }

    /// <summary>The answer, a sentence.</summary>
    internal static string Finding(ExplanationReport report)
    {
        if (report.Texts.Count == 0)
            return "There is no text to explain";
        if (report.Texts.Count == 1)
        {
            var (text, k) = (report.Texts[0], report.Texts[0].PredictedIndex);
            var most = text.Units.MaxBy(unit => unit.Values[k]);
            var said = $"“{Short(text.Predicted)}” with {Output(report, text.Full[k])}";
            return most is null || most.Values[k] <= 0 ? said : $"{said}, most of all for “{Short(most.Text)}”, which adds {HighlightedText.Signed(most.Values[k])}";
        }

        var best = report.Labels.Select((label, k) => (Label: label, Unit: report.Frequent(k).Where(own => own.Mean > 0).MaxBy(own => own.Importance))).Where(pair => pair.Unit is not null).MaxBy(pair => pair.Unit!.Importance);
        return best.Unit is null ? "No word moves what the model says" : $"“{Short(best.Unit.Unit)}” speaks most for “{Short(best.Label)}” in {N(report.Texts.Count)} texts";
    }

    private static void Top(PageWriter page, ExplanationReport report)
    {
        var words = report.Labels.Take(MostLabels).Select((label, k) => new ChartWords(label, [.. report.Frequent(k).Where(unit => unit.Mean > 0).Take(MostWords).Select(unit => new ChartBar(unit.Unit, unit.Importance))])).Where(label => label.Words.Count > 0).ToList();
        if (words.Count == 0)
            return;
        var what = report.Aggregation switch { ShapAggregation.MeanAbsolute => "mean absolute value", ShapAggregation.MeanSquare => "mean square", _ => "median" };
        page.Chart($"What speaks for each label over all {N(report.Texts.Count)} texts", $"{Capital(Unit(report, 2))} that on average add to the label's {(report.Options.UseLogit ? "log-odds" : "probability")}, by their {what}. What speaks against stands in the table.",
            TellingWordsChart.Render("What speaks for each label", "For each label, bars for what adds most to it.", words), "Importance over all texts", ["Label", Capital(Unit(report, 1)), "#Importance", "#Mean", "#Times"],
            [.. report.Top.Take(MostLabels).SelectMany((units, k) => units.Take(20).Select(unit => new[] { report.Labels[k], unit.Unit, F4(unit.Importance), F4(unit.Mean), N(unit.Count) }))], 400);
    }

    private static void Text(PageWriter page, ExplanationReport report, TextExplanation text)
    {
        var k = text.PredictedIndex;
        var truth = text.Label is null ? "" : text.Label == text.Predicted ? " · right" : $" · truly “{T(text.Label, 60)}”";
        page.Write($"<section class=\"said\">\n<h2>“{T(text.Predicted, 60)}” {Output(report, text.Full[k])}</h2>\n<p class=\"sub\">{Output(report, text.Base[k])} with nothing known{truth}{(text.IsExact ? " · exact" : "")}{(text.IsJoined ? " · neighbours joined" : "")}</p>\n");
        page.Write($"<blockquote dir=\"auto\">{HighlightedText.Html(text, k)}</blockquote>\n");
        if (text.Labels.Count > 1)
        {
            page.Write("<details><summary>The other labels</summary>\n");
            foreach (var other in Enumerable.Range(0, text.Labels.Count).Where(other => other != k).OrderByDescending(other => text.Full[other]).Take(MostLabels))
                page.Write($"<h3>“{T(text.Labels[other], 60)}” {Output(report, text.Full[other])}</h3>\n<blockquote dir=\"auto\">{HighlightedText.Html(text, other)}</blockquote>\n");
            page.Write("</details>\n");
        }

        var strongest = text.Units.OrderByDescending(unit => Math.Abs(unit.Values[k])).Take(30).Where(unit => unit.Values[k] != 0).ToList();
        if (strongest.Count > 0)
        {
            page.Write("<details><summary>The values as a table</summary>\n");
            page.Table($"What adds to “{text.Predicted}”", [Capital(Unit(report, 1)), "#Adds"], [.. strongest.Select(unit => new[] { unit.Text, HighlightedText.Signed(unit.Values[k]) })]);
            page.Write("</details>\n");
        }

        page.Write("</section>\n");
    }

    private static void Computed(PageWriter page, ExplanationReport report)
    {
        var samples = report.Options.Samples is { } most ? N(most) : "2M + 2,048";
        var absent = report.Columns is not null ? report.Background == 0 ? "missing" : $"set to its values in {N(report.Background)} rows in turn, whose answers are averaged"
            : report.Options.Baseline.Length == 0 ? "left out" : $"replaced by “{T(report.Options.Baseline, 60)}”";
        page.Write("<section>\n<h2>How this was computed</h2>\n<p class=\"sub\">The same texts, model and seed give the same page.</p>\n");
        page.Write($"<p>The values are Shapley values: what a {Unit(report, 1)} adds on average over all orders in which the {Unit(report, 2)} of the text could become known. They add up to what the whole text says minus what nothing says. An absent {Unit(report, 1)} is {absent}. Of a text of M {Unit(report, 2)} the model was asked about {samples} combinations (Kernel SHAP, seed {report.Options.Seed}); where all combinations are no more than that, the values are exact. They tell what moves this model, not what is true.</p>\n</section>\n");
    }

    private static string Unit(ExplanationReport report, int count) => report.Columns is not null ? count == 1 ? "column" : "columns" : report.Options.Granularity switch
    {
        TextGranularity.Token => count == 1 ? "word" : "words",
        TextGranularity.Sentence => count == 1 ? "sentence" : "sentences",
        _ => count == 1 ? "paragraph" : "paragraphs",
    };

    private static string Output(ExplanationReport report, double value) => report.Options.UseLogit ? HighlightedText.Signed(value) + " log-odds" : (value * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;

    private static string T(string? text, int most = 200) => Markup.Text(text, most);

    private static string N(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string F4(double value) => value.ToString("0.0000;−0.0000", CultureInfo.InvariantCulture);
}
