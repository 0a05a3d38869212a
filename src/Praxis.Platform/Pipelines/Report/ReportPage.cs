using System.Globalization;
using Praxis.Contracts.Analyze;
using Praxis.Data.Charts;

namespace Praxis.Platform.Pipelines.Report;

/// <summary>Writes a run's report as one HTML page that asks nothing of any network.</summary>
public static class ReportPage
{
    /// <summary>The page; under 2 MB whatever the run holds.</summary>
    public static string Render(RunReport report)
    {
        var page = new PageWriter(report.Title, $"<b>Praxis report</b> &nbsp;{T(report.Title)} · {T(report.SourceName)} · {N(report.Rows)} rows", report.Verdict);
        Cards(page, report);
        Notes(page, report);
        Classes(page, report);
        Categories(page, report);
        Words(page, report);
        Scores(page, report);
        Matrix(page, report);
        Telling(page, report);
        Samples(page, report);
        Bias(page, report);
        Data(page, report);
        Computed(page, report);
        return page.End($"Model {T(report.Model.Id)}, made by {T(report.Model.Algorithm)}. This page is one file; it loads nothing and sends nothing.");
    }

    private static void Cards(PageWriter page, RunReport report)
    {
        var e = report.Evaluation;
        var gain = e.BalancedAccuracy - report.TrivialBalancedAccuracy;
        page.Write("<div class=\"cards\">\n");
        page.Card("card main", "Balanced accuracy", F(e.BalancedAccuracy), $"95 % interval {F(e.BalancedAccuracyInterval.Low)} to {F(e.BalancedAccuracyInterval.High)}, on {N(e.Rows)} rows that the model has not seen");
        page.Card("card", $"Trivial model ({T(report.TrivialName, 60)})", F(report.TrivialBalancedAccuracy), $"balanced accuracy; the model is {F(Math.Abs(gain))} {(gain >= 0 ? "better" : "worse")}");
        page.Card("card", "Always the most frequent class", F(report.MajorityAccuracy), $"accuracy; the model has {F(e.Accuracy)} ({F(e.AccuracyInterval.Low)} to {F(e.AccuracyInterval.High)})");
        page.Write("</div>\n");
    }

    private static void Notes(PageWriter page, RunReport report)
    {
        page.Write("<div class=\"notes\">\n");
        if (report.Problems.Count > 0)
        {
            var more = report.Problems.Count > 20 ? $"<li>and {N(report.Problems.Count - 20)} more</li>" : "";
            page.Note("note warn wide", report.Problems.Count == 1 ? "One problem to know" : $"{N(report.Problems.Count)} problems to know", $"<ul>{string.Concat(report.Problems.Take(20).Select(p => $"<li>{T(p, 400)}</li>"))}{more}</ul>");
        }

        if (report.WorstClass is { } worst)
        {
            var score = report.Evaluation.Classes.FirstOrDefault(c => c.Label == worst);
            page.Note("note", $"Worst class: {T(worst, 60)}", score is null ? "<p>It is told apart worst.</p>" : $"<p>{P(score.Recall)} of its {N(score.Support)} rows are found, and {P(score.Precision)} of the rows called so are (F1 {F(score.F1)}).</p>");
        }

        if (report.BiasSentence is { } bias)
            page.Note(report.Bias?.Answer switch { BiasAnswer.Yes => "note warn", BiasAnswer.No => "note good", _ => "note" }, report.Bias?.Answer switch { BiasAnswer.Yes => "Bias: yes", BiasAnswer.No => "Bias: no", _ => "Bias: cannot tell" }, $"<p>{T(bias, 500)}</p>");
        if (report.Changes is { } changes)
            page.Note("note wide", "Since the last run", $"<p>{T(changes, 1000)}</p>");
        page.Write("</div>\n");
    }

    private static void Classes(PageWriter page, RunReport report)
    {
        if (report.ClassCounts.Count == 0)
            return;
        var sum = Math.Max(report.ClassCounts.Sum(c => c.Count), 1);
        var sorted = report.ClassCounts.OrderByDescending(c => c.Count).ToList();
        var finding = $"{Q(sorted[0].Label)} is {P((double)sorted[0].Count / sum)} of the rows";
        page.Chart(finding, "Rows by class, after the preparation.", BarChart.Render(finding, $"A bar for each of {report.ClassCounts.Count} classes with its rows.", [.. sorted.Select(c => new ChartBar(c.Label, c.Count))], "rows"),
            "Rows by class", ["Class", "#Rows", "#Share"], [.. sorted.Select(c => new[] { c.Label, N(c.Count), P((double)c.Count / sum) })]);
    }

    private static void Categories(PageWriter page, RunReport report)
    {
        if (report.CategoryByClass.Count == 0 || report.ClassCounts.Count == 0)
            return;
        var focus = report.ClassCounts.MaxBy(c => c.Count)!.Label;
        var groups = report.CategoryByClass.GroupBy(c => c.Category, StringComparer.Ordinal)
            .Select(g => (Name: g.Key, Rows: g.Sum(c => c.Count), Share: (double)g.Where(c => c.Label == focus).Sum(c => c.Count) / Math.Max(g.Sum(c => c.Count), 1)))
            .OrderByDescending(g => g.Rows).ThenBy(g => g.Name, StringComparer.Ordinal).ToList();
        var (high, low) = (groups.Take(20).MaxBy(g => g.Share), groups.Take(20).MinBy(g => g.Share));
        var finding = $"{Q(focus)} is {P(high.Share)} in {Q(high.Name)} and {P(low.Share)} in {Q(low.Name)}";
        page.Chart(finding, $"Share of the classes by {T(report.CategoryName ?? "category", 60)}, the greatest first.", StackedBarChart.Render(finding, "A bar for each category, divided by the shares of the classes.", [.. report.CategoryByClass.Select(c => new ChartCell(c.Category, c.Label, c.Count))]),
            "Rows by category", ["Category", "#Rows", $"#Share of {focus}"], [.. groups.Select(g => new[] { g.Name, N(g.Rows), P(g.Share) })]);
    }

    private static void Words(PageWriter page, RunReport report)
    {
        if (report.WordHistogram is not { } h || h.Counts.Count == 0)
            return;
        var finding = $"A text has {report.WordMean.ToString("0.#", CultureInfo.InvariantCulture)} words on average";
        page.Chart(finding, "Texts by their number of words.", Histogram.Render(finding, "Bars for how many texts have how many words.", h.Low, h.Width, h.Counts, "words in a text", report.WordMean),
            "Rows by words", ["Words from", "to below", "#Rows"], [.. h.Counts.Select((c, i) => new[] { F0(h.Low + i * h.Width), F0(h.Low + (i + 1) * h.Width), N(c) })]);
    }

    private static void Scores(PageWriter page, RunReport report)
    {
        var e = report.Evaluation;
        page.Write("<section>\n<h2>How well each class is told apart</h2>\n<p class=\"sub\">On the rows that the model has not seen; fractions from 0 to 1.</p>\n");
        string[][] averages =
        [
            ["Mean of the classes", N(e.Rows), F(e.Macro.Precision), F(e.Macro.Recall), F(e.Macro.F1)],
            ["Mean by rows", N(e.Rows), F(e.Weighted.Precision), F(e.Weighted.Recall), F(e.Weighted.F1)],
        ];
        page.Table(null, ["Class", "#Rows", "#Precision", "#Recall", "#F1"], [.. averages, .. e.Classes.OrderByDescending(c => c.Support).Select(c => new[] { c.Label, N(c.Support), F(c.Precision), F(c.Recall), F(c.F1) })]);
        page.Write("</section>\n");
    }

    private static void Matrix(PageWriter page, RunReport report)
    {
        var e = report.Evaluation;
        var (rows, truth, said) = (0L, "", "");
        for (var t = 0; t < e.ConfusionMatrix.Count; t++)
            for (var p = 0; p < e.ConfusionMatrix[t].Count; p++)
                if (t != p && e.ConfusionMatrix[t][p] > rows)
                    (rows, truth, said) = (e.ConfusionMatrix[t][p], e.Labels[t], e.Labels[p]);
        var finding = rows == 0 ? "No row is mistaken" : $"The most common mistake: {Q(truth)} taken for {Q(said)}, {N(rows)} rows";
        var (labels, matrix) = ConfusionMatrixChart.Collapse(e.Labels, e.ConfusionMatrix);
        page.Chart(finding, "Rows by true class and predicted class; shares are of the true class.", ConfusionMatrixChart.Render(finding, "A grid of true classes by predicted classes with the rows of each pair.", labels, matrix),
            "Rows by truth and prediction", ["Truth", .. labels.Select(l => "#" + l)], [.. labels.Select((l, t) => new[] { l }.Concat(matrix[t].Select(c => N(c))).ToArray())]);
    }

    private static void Telling(PageWriter page, RunReport report)
    {
        var words = report.TellingWords.Where(w => w.Words.Count > 0).Take(20).ToList();
        if (words.Count == 0)
            return;
        var finding = $"{Q(words[0].Words[0].Feature)} speaks most for {Q(words[0].Label)}";
        page.Chart(finding, "The words with the greatest weights of each class.", TellingWordsChart.Render(finding, "For each class, bars for the weights of its most telling words.", [.. words.Select(w => new ChartWords(w.Label, [.. w.Words.Take(20).Select(f => new ChartBar(f.Feature, f.Weight))]))]),
            "Weights", ["Class", "Word", "#Weight"], [.. words.SelectMany(w => w.Words.Take(10).Select(f => new[] { w.Label, f.Feature, F(f.Weight) }))], 200);
    }

    private static void Samples(PageWriter page, RunReport report)
    {
        if (report.Samples.Count == 0)
            return;
        page.Write("<section>\n<h2>What the model says</h2>\n<p class=\"sub\">Some texts, the class that the model gives, and its probability.</p>\n");
        page.Table(null, ["Text", "Class", "#Probability"], [.. report.Samples.Take(20).Select(s => new[] { s.Text, s.Label, F(s.Probability) })], 20, 300);
        page.Write("</section>\n");
    }

    private static void Bias(PageWriter page, RunReport report)
    {
        if (report.Bias is not { } bias)
            return;
        page.Write($"<section>\n<h2>{T(report.BiasSentence ?? "Bias before training", 500)}</h2>\n<p class=\"sub\">How often {T(bias.Label, 60)} is {Q2(bias.Positive)}, by {T(bias.Facet, 60)}. DPL is the share of the rest minus the share of the value.</p>\n");
        page.Table(null, [bias.Facet, "#Rows", "#Share", "#Share of the rest", "#DPL"],
            [.. bias.Values.OrderByDescending(v => v.Rows).Select(v => new[] { v.Value, N(v.Rows), P(Share(v.Positive, v.Rows)), P(Share(v.OtherPositive, v.OtherRows)), v.Metrics.FirstOrDefault(m => m.Name == "DPL")?.Value is { } d ? F(d) : "–" })]);
        page.Write("</section>\n");
    }

    private static void Data(PageWriter page, RunReport report)
    {
        var left = report.Steps.Count > 0 ? report.Steps[^1].RowsAfter : report.Rows;
        page.Write($"<section>\n<h2>{N(left)} of {N(report.Rows)} rows were used</h2>\n<p class=\"sub\">What the preparation did, and the columns of {T(report.SourceName)}.</p>\n");
        if (report.Steps.Count > 0)
            page.Table(null, ["Step", "#Rows before", "#Rows after", "#Dropped"], [.. report.Steps.Select(s => new[] { s.What, N(s.RowsBefore), N(s.RowsAfter), N(s.RowsBefore - s.RowsAfter) })], 50);
        page.Write("<h3>Columns</h3>\n");
        var remarks = report.Columns.Any(c => c.Remark is not null);
        page.Table(null, remarks ? ["Column", "Type", "#Different", "#Empty", "Remark"] : ["Column", "Type", "#Different", "#Empty"],
            [.. report.Columns.Select(c => (string[])[c.Name, c.Type.ToString().ToLowerInvariant(), N(c.Distinct), N(c.Nulls), .. remarks ? [c.Remark ?? ""] : Array.Empty<string>()])]);
        page.Write("</section>\n");
    }

    private static void Computed(PageWriter page, RunReport report)
    {
        page.Write("<section>\n<h2>How this was computed</h2>\n<p class=\"sub\">The same file with the same settings gives the same model.</p>\n");
        page.Write("<p>Balanced accuracy is the mean recall of the classes, so a rare class counts as much as a frequent one. Intervals hold 95 %; that of the accuracy is Wilson's. All scores are of rows kept apart from the training.</p>\n");
        page.Write($"<p>Model <code>{T(report.Model.Id)}</code> ({T(report.Model.Algorithm)}), status {T(report.Model.Status.ToString())}: {T(report.Model.StatusReason, 400)}. Log loss {F(report.Evaluation.LogLoss)}, macro F1 {F(report.Evaluation.Macro.F1)} ({F(report.Evaluation.MacroF1Interval.Low)} to {F(report.Evaluation.MacroF1Interval.High)}).</p>\n");
        if (report.CurlLine is { } curl)
            page.Write($"<h3>Ask the model</h3>\n<pre>{T(curl, 2000)}</pre>\n");
        page.Write("<div class=\"two\">\n");
        if (report.Settings.Count > 0)
        {
            page.Write("<div><h3>Settings</h3>");
            page.Table(null, ["Setting", "Value"], [.. report.Settings.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => new[] { s.Key, s.Value })]);
            page.Write("</div>\n");
        }

        if (report.Stages.Count > 0)
        {
            page.Write($"<div><h3>Stages, {F1(report.Stages.Sum(s => s.Seconds))} s together</h3>");
            page.Table(null, ["Stage", "#Seconds"], [.. report.Stages.Select(s => new[] { s.Name, F1(s.Seconds) })]);
            page.Write("</div>\n");
        }

        page.Write("</div>\n");
        if (report.Hashes.Count > 0)
        {
            page.Write("<h3>SHA-256</h3>\n");
            page.Table(null, ["Of", "SHA-256"], [.. report.Hashes.OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => new[] { h.Key, h.Value })]);
        }

        page.Write("</section>\n");
    }

    private static double Share(long part, long whole) => whole > 0 ? (double)part / whole : 0;

    private static string T(string? text, int most = 200) => Markup.Text(text, most);

    private static string Q(string text) => $"“{(text.Length > 40 ? text[..40] + "…" : text)}”";

    private static string Q2(string text) => $"“{T(text, 60)}”";

    private static string N(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string F(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string F1(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private static string F0(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string P(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
