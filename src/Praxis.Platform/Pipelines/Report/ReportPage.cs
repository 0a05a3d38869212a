using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Praxis.Contracts.Analyze;
using Praxis.Data.Charts;

namespace Praxis.Platform.Pipelines.Report;

/// <summary>Writes a run's report as one HTML page that asks nothing of any network.</summary>
public static class ReportPage
{
    private const int MostRows = 100;

    /// <summary>The page; under 2 MB whatever the run holds.</summary>
    public static string Render(RunReport report)
    {
        var page = new StringBuilder();
        var style = ReportStyle.Css.ReplaceLineEndings("\n");
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        page.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append(CultureInfo.InvariantCulture, $"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
        page.Append(CultureInfo.InvariantCulture, $"<title>{T(report.Title)}</title>\n<style>{style}</style>\n</head>\n<body>\n");
        page.Append(CultureInfo.InvariantCulture, $"<header>\n<p class=\"eyebrow\"><b>Praxis report</b> &nbsp;{T(report.Title)} · {T(report.SourceName)} · {N(report.Rows)} rows</p>\n<h1>{T(report.Verdict, 400)}</h1>\n</header>\n<main>\n");
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
        page.Append(CultureInfo.InvariantCulture, $"</main>\n<footer>Model {T(report.Model.Id)}, made by {T(report.Model.Algorithm)}. This page is one file; it loads nothing and sends nothing.</footer>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static void Cards(StringBuilder page, RunReport report)
    {
        var e = report.Evaluation;
        var gain = e.BalancedAccuracy - report.TrivialBalancedAccuracy;
        page.Append("<div class=\"cards\">\n");
        Card(page, "card main", "Balanced accuracy", F(e.BalancedAccuracy), $"95 % interval {F(e.BalancedAccuracyInterval.Low)} to {F(e.BalancedAccuracyInterval.High)}, on {N(e.Rows)} rows that the model has not seen");
        Card(page, "card", $"Trivial model ({T(report.TrivialName, 60)})", F(report.TrivialBalancedAccuracy), $"balanced accuracy; the model is {F(Math.Abs(gain))} {(gain >= 0 ? "better" : "worse")}");
        Card(page, "card", "Always the most frequent class", F(report.MajorityAccuracy), $"accuracy; the model has {F(e.Accuracy)} ({F(e.AccuracyInterval.Low)} to {F(e.AccuracyInterval.High)})");
        page.Append("</div>\n");
    }

    private static void Card(StringBuilder page, string css, string name, string number, string text) =>
        page.Append(CultureInfo.InvariantCulture, $"<div class=\"{css}\"><h2>{name}</h2><div class=\"num\">{number}</div><p>{text}</p></div>\n");

    private static void Notes(StringBuilder page, RunReport report)
    {
        page.Append("<div class=\"notes\">\n");
        if (report.Problems.Count > 0)
        {
            var more = report.Problems.Count > 20 ? $"<li>and {N(report.Problems.Count - 20)} more</li>" : "";
            Note(page, "note warn wide", report.Problems.Count == 1 ? "One problem to know" : $"{N(report.Problems.Count)} problems to know", $"<ul>{string.Concat(report.Problems.Take(20).Select(p => $"<li>{T(p, 400)}</li>"))}{more}</ul>");
        }

        if (report.WorstClass is { } worst)
        {
            var score = report.Evaluation.Classes.FirstOrDefault(c => c.Label == worst);
            Note(page, "note", $"Worst class: {T(worst, 60)}", score is null ? "<p>It is told apart worst.</p>" : $"<p>{P(score.Recall)} of its {N(score.Support)} rows are found, and {P(score.Precision)} of the rows called so are (F1 {F(score.F1)}).</p>");
        }

        if (report.BiasSentence is { } bias)
            Note(page, report.Bias?.Answer switch { BiasAnswer.Yes => "note warn", BiasAnswer.No => "note good", _ => "note" }, report.Bias?.Answer switch { BiasAnswer.Yes => "Bias: yes", BiasAnswer.No => "Bias: no", _ => "Bias: cannot tell" }, $"<p>{T(bias, 500)}</p>");
        if (report.Changes is { } changes)
            Note(page, "note wide", "Since the last run", $"<p>{T(changes, 1000)}</p>");
        page.Append("</div>\n");
    }

    private static void Note(StringBuilder page, string css, string name, string body) =>
        page.Append(CultureInfo.InvariantCulture, $"<div class=\"{css}\"><h2>{name}</h2>{body}</div>\n");

    private static void Classes(StringBuilder page, RunReport report)
    {
        if (report.ClassCounts.Count == 0)
            return;
        var sum = Math.Max(report.ClassCounts.Sum(c => c.Count), 1);
        var sorted = report.ClassCounts.OrderByDescending(c => c.Count).ToList();
        var finding = $"{Q(sorted[0].Label)} is {P((double)sorted[0].Count / sum)} of the rows";
        Chart(page, finding, "Rows by class, after the preparation.", BarChart.Render(finding, $"A bar for each of {report.ClassCounts.Count} classes with its rows.", [.. sorted.Select(c => new ChartBar(c.Label, c.Count))], "rows"),
            "Rows by class", ["Class", "#Rows", "#Share"], [.. sorted.Select(c => new[] { c.Label, N(c.Count), P((double)c.Count / sum) })]);
    }

    private static void Categories(StringBuilder page, RunReport report)
    {
        if (report.CategoryByClass.Count == 0 || report.ClassCounts.Count == 0)
            return;
        var focus = report.ClassCounts.MaxBy(c => c.Count)!.Label;
        var groups = report.CategoryByClass.GroupBy(c => c.Category, StringComparer.Ordinal)
            .Select(g => (Name: g.Key, Rows: g.Sum(c => c.Count), Share: (double)g.Where(c => c.Label == focus).Sum(c => c.Count) / Math.Max(g.Sum(c => c.Count), 1)))
            .OrderByDescending(g => g.Rows).ThenBy(g => g.Name, StringComparer.Ordinal).ToList();
        var (high, low) = (groups.Take(20).MaxBy(g => g.Share), groups.Take(20).MinBy(g => g.Share));
        var finding = $"{Q(focus)} is {P(high.Share)} in {Q(high.Name)} and {P(low.Share)} in {Q(low.Name)}";
        Chart(page, finding, $"Share of the classes by {T(report.CategoryName ?? "category", 60)}, the greatest first.", StackedBarChart.Render(finding, "A bar for each category, divided by the shares of the classes.", [.. report.CategoryByClass.Select(c => new ChartCell(c.Category, c.Label, c.Count))]),
            "Rows by category", ["Category", "#Rows", $"#Share of {focus}"], [.. groups.Select(g => new[] { g.Name, N(g.Rows), P(g.Share) })]);
    }

    private static void Words(StringBuilder page, RunReport report)
    {
        if (report.WordHistogram is not { } h || h.Counts.Count == 0)
            return;
        var finding = $"A text has {report.WordMean.ToString("0.#", CultureInfo.InvariantCulture)} words on average";
        Chart(page, finding, "Texts by their number of words.", Histogram.Render(finding, "Bars for how many texts have how many words.", h.Low, h.Width, h.Counts, "words in a text", report.WordMean),
            "Rows by words", ["Words from", "to below", "#Rows"], [.. h.Counts.Select((c, i) => new[] { F0(h.Low + i * h.Width), F0(h.Low + (i + 1) * h.Width), N(c) })]);
    }

    private static void Scores(StringBuilder page, RunReport report)
    {
        var e = report.Evaluation;
        page.Append("<section>\n<h2>How well each class is told apart</h2>\n<p class=\"sub\">On the rows that the model has not seen; fractions from 0 to 1.</p>\n");
        string[][] averages =
        [
            ["Mean of the classes", N(e.Rows), F(e.Macro.Precision), F(e.Macro.Recall), F(e.Macro.F1)],
            ["Mean by rows", N(e.Rows), F(e.Weighted.Precision), F(e.Weighted.Recall), F(e.Weighted.F1)],
        ];
        Table(page, null, ["Class", "#Rows", "#Precision", "#Recall", "#F1"], [.. averages, .. e.Classes.OrderByDescending(c => c.Support).Select(c => new[] { c.Label, N(c.Support), F(c.Precision), F(c.Recall), F(c.F1) })]);
        page.Append("</section>\n");
    }

    private static void Matrix(StringBuilder page, RunReport report)
    {
        var e = report.Evaluation;
        var (rows, truth, said) = (0L, "", "");
        for (var t = 0; t < e.ConfusionMatrix.Count; t++)
            for (var p = 0; p < e.ConfusionMatrix[t].Count; p++)
                if (t != p && e.ConfusionMatrix[t][p] > rows)
                    (rows, truth, said) = (e.ConfusionMatrix[t][p], e.Labels[t], e.Labels[p]);
        var finding = rows == 0 ? "No row is mistaken" : $"The most common mistake: {Q(truth)} taken for {Q(said)}, {N(rows)} rows";
        var (labels, matrix) = ConfusionMatrixChart.Collapse(e.Labels, e.ConfusionMatrix);
        Chart(page, finding, "Rows by true class and predicted class; shares are of the true class.", ConfusionMatrixChart.Render(finding, "A grid of true classes by predicted classes with the rows of each pair.", labels, matrix),
            "Rows by truth and prediction", ["Truth", .. labels.Select(l => "#" + l)], [.. labels.Select((l, t) => new[] { l }.Concat(matrix[t].Select(c => N(c))).ToArray())]);
    }

    private static void Telling(StringBuilder page, RunReport report)
    {
        var words = report.TellingWords.Where(w => w.Words.Count > 0).Take(20).ToList();
        if (words.Count == 0)
            return;
        var finding = $"{Q(words[0].Words[0].Feature)} speaks most for {Q(words[0].Label)}";
        Chart(page, finding, "The words with the greatest weights of each class.", TellingWordsChart.Render(finding, "For each class, bars for the weights of its most telling words.", [.. words.Select(w => new ChartWords(w.Label, [.. w.Words.Take(20).Select(f => new ChartBar(f.Feature, f.Weight))]))]),
            "Weights", ["Class", "Word", "#Weight"], [.. words.SelectMany(w => w.Words.Take(10).Select(f => new[] { w.Label, f.Feature, F(f.Weight) }))], 200);
    }

    private static void Samples(StringBuilder page, RunReport report)
    {
        if (report.Samples.Count == 0)
            return;
        page.Append("<section>\n<h2>What the model says</h2>\n<p class=\"sub\">Some texts, the class that the model gives, and its probability.</p>\n");
        Table(page, null, ["Text", "Class", "#Probability"], [.. report.Samples.Take(20).Select(s => new[] { s.Text, s.Label, F(s.Probability) })], 20, 300);
        page.Append("</section>\n");
    }

    private static void Bias(StringBuilder page, RunReport report)
    {
        if (report.Bias is not { } bias)
            return;
        page.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{T(report.BiasSentence ?? "Bias before training", 500)}</h2>\n<p class=\"sub\">How often {T(bias.Label, 60)} is {Q2(bias.Positive)}, by {T(bias.Facet, 60)}. DPL is the share of the rest minus the share of the value.</p>\n");
        Table(page, null, [bias.Facet, "#Rows", "#Share", "#Share of the rest", "#DPL"],
            [.. bias.Values.OrderByDescending(v => v.Rows).Select(v => new[] { v.Value, N(v.Rows), P(Share(v.Positive, v.Rows)), P(Share(v.OtherPositive, v.OtherRows)), v.Metrics.FirstOrDefault(m => m.Name == "DPL")?.Value is { } d ? F(d) : "–" })]);
        page.Append("</section>\n");
    }

    private static void Data(StringBuilder page, RunReport report)
    {
        var left = report.Steps.Count > 0 ? report.Steps[^1].RowsAfter : report.Rows;
        page.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{N(left)} of {N(report.Rows)} rows were used</h2>\n<p class=\"sub\">What the preparation did, and the columns of {T(report.SourceName)}.</p>\n");
        if (report.Steps.Count > 0)
            Table(page, null, ["Step", "#Rows before", "#Rows after", "#Dropped"], [.. report.Steps.Select(s => new[] { s.What, N(s.RowsBefore), N(s.RowsAfter), N(s.RowsBefore - s.RowsAfter) })], 50);
        page.Append("<h3>Columns</h3>\n");
        var remarks = report.Columns.Any(c => c.Remark is not null);
        Table(page, null, remarks ? ["Column", "Type", "#Different", "#Empty", "Remark"] : ["Column", "Type", "#Different", "#Empty"],
            [.. report.Columns.Select(c => (string[])[c.Name, c.Type.ToString().ToLowerInvariant(), N(c.Distinct), N(c.Nulls), .. remarks ? [c.Remark ?? ""] : Array.Empty<string>()])]);
        page.Append("</section>\n");
    }

    private static void Computed(StringBuilder page, RunReport report)
    {
        page.Append("<section>\n<h2>How this was computed</h2>\n<p class=\"sub\">The same file with the same settings gives the same model.</p>\n");
        page.Append("<p>Balanced accuracy is the mean recall of the classes, so a rare class counts as much as a frequent one. Intervals hold 95 %; that of the accuracy is Wilson's. All scores are of rows kept apart from the training.</p>\n");
        page.Append(CultureInfo.InvariantCulture, $"<p>Model <code>{T(report.Model.Id)}</code> ({T(report.Model.Algorithm)}), status {T(report.Model.Status.ToString())}: {T(report.Model.StatusReason, 400)}. Log loss {F(report.Evaluation.LogLoss)}, macro F1 {F(report.Evaluation.Macro.F1)} ({F(report.Evaluation.MacroF1Interval.Low)} to {F(report.Evaluation.MacroF1Interval.High)}).</p>\n");
        if (report.CurlLine is { } curl)
            page.Append(CultureInfo.InvariantCulture, $"<h3>Ask the model</h3>\n<pre>{T(curl, 2000)}</pre>\n");
        page.Append("<div class=\"two\">\n");
        if (report.Settings.Count > 0)
        {
            page.Append("<div><h3>Settings</h3>");
            Table(page, null, ["Setting", "Value"], [.. report.Settings.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => new[] { s.Key, s.Value })]);
            page.Append("</div>\n");
        }

        if (report.Stages.Count > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<div><h3>Stages, {F1(report.Stages.Sum(s => s.Seconds))} s together</h3>");
            Table(page, null, ["Stage", "#Seconds"], [.. report.Stages.Select(s => new[] { s.Name, F1(s.Seconds) })]);
            page.Append("</div>\n");
        }

        page.Append("</div>\n");
        if (report.Hashes.Count > 0)
        {
            page.Append("<h3>SHA-256</h3>\n");
            Table(page, null, ["Of", "SHA-256"], [.. report.Hashes.OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => new[] { h.Key, h.Value })]);
        }

        page.Append("</section>\n");
    }

    private static void Chart(StringBuilder page, string finding, string sub, string svg, string caption, string[] heads, IReadOnlyList<string[]> rows, int most = MostRows)
    {
        page.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{T(finding, 300)}</h2>\n<p class=\"sub\">{sub}</p>\n<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{T(caption)}\">{svg}</div>\n<details><summary>The data as a table</summary>\n");
        Table(page, caption, heads, rows, most);
        page.Append("</details>\n</section>\n");
    }

    /// <summary>A table; a head that begins with <c>#</c> is a column of numbers.</summary>
    private static void Table(StringBuilder page, string? caption, string[] heads, IReadOnlyList<string[]> rows, int mostRows = MostRows, int mostText = 120)
    {
        page.Append("<div class=\"scroll\" tabindex=\"0\"><table>");
        if (caption is not null)
            page.Append(CultureInfo.InvariantCulture, $"<caption>{T(caption)}</caption>");
        page.Append("<thead><tr>");
        foreach (var head in heads)
            page.Append(head[..Math.Min(1, head.Length)] == "#" ? $"<th scope=\"col\" class=\"r\">{T(head[1..], 60)}</th>" : $"<th scope=\"col\">{T(head, 60)}</th>");
        page.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in rows.Take(mostRows))
        {
            page.Append("<tr>");
            for (var i = 0; i < row.Length; i++)
                page.Append(i == 0 ? $"<th scope=\"row\">{T(row[i], mostText)}</th>" : heads[i].StartsWith('#') ? $"<td class=\"r\">{T(row[i], mostText)}</td>" : $"<td>{T(row[i], mostText)}</td>");
            page.Append("</tr>\n");
        }

        if (rows.Count > mostRows)
            page.Append(CultureInfo.InvariantCulture, $"<tr><td colspan=\"{heads.Length}\">… and {N(rows.Count - mostRows)} more</td></tr>\n");
        page.Append("</tbody></table></div>\n");
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
