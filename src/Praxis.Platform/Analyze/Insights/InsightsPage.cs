using System.Globalization;
using Praxis.Contracts.Analyze;
using Praxis.Contracts.Foundation;
using Praxis.Data.Charts;
using Praxis.Data.Statistics;

namespace Praxis.Platform.Analyze.Insights;

/// <summary>Writes the report as one HTML page that asks nothing of any network and stays below 2 MB at any size of the data.</summary>
public static class InsightsPage
{
    private const int MostInsights = 150;
    private const int MostColumns = 300;
    private const int MostCharted = 40;

    private const string Style = """

        .sev{display:inline-block;min-width:72px;padding:0 8px;border-radius:8px;font-size:13px;line-height:20px;text-align:center;font-weight:600;background:var(--wash);color:var(--accent)}
        .sev.high{background:var(--warnwash);color:var(--warn);border:1px solid var(--warnline)}.sev.medium{background:var(--wash);color:var(--accent);border:1px solid var(--accent)}.sev.low{background:none;color:var(--soft);border:1px solid var(--line)}
        .insight{border-top:1px solid var(--line);padding:16px 0}.insight h3{margin:0 0 4px}.insight p{margin:0 0 4px;font-size:15px}.insight pre{margin-top:8px}
        """;

    /// <summary>The page.</summary>
    public static string Render(InsightsReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var page = new PageWriter($"Insights of {report.Source}", $"<b>Praxis insights report</b> &nbsp;{Markup.Text(report.Source, 80)} · {report.Rows:#,0} rows · {report.Columns.Count:#,0} columns", report.Finding, Style);
        Cards(page, report);
        if (report.Notes.Count > 0)
        {
            page.Write("<div class=\"notes\">\n");
            page.Note("note wide", "To know", $"<ul>{string.Concat(report.Notes.Select(note => $"<li>{Markup.Text(note, 400)}</li>"))}</ul>");
            page.Write("</div>\n");
        }

        Insights(page, report.Insights, "What was found", "The gravest first; recipe.yaml has all proposed steps, ready for <code>praxis prepare run</code>.");
        Comparison(page, report);
        Target(page, report);
        Columns(page, report);
        Relations(page, report);
        Texts(page, report);
        Charts(page, report);
        return page.End("Thresholds are those of SageMaker’s data insights. Row numbers count the data rows from 1; insights.json has the first 1,000 of each finding. This page is one file; it loads nothing and sends nothing.");
    }

    internal static string Kind(ColumnKind kind) => kind switch
    {
        ColumnKind.Binary => "binary",
        ColumnKind.Numeric => "numeric",
        ColumnKind.Categorical => "categorical",
        ColumnKind.Text => "text",
        ColumnKind.DateTime => "datetime",
        _ => "empty",
    };

    private static void Cards(PageWriter page, InsightsReport report)
    {
        string Count(InsightSeverity severity) => report.Insights.Count(insight => insight.Severity == severity).ToString(CultureInfo.InvariantCulture);
        page.Write("<div class=\"cards\">\n");
        page.Card("card main", "High", Count(InsightSeverity.High), "findings are probably a problem");
        page.Card("card", "Medium", Count(InsightSeverity.Medium), "findings are possibly a problem");
        page.Card("card", "Low", Count(InsightSeverity.Low), "findings are good to know");
        page.Write("</div>\n");
    }

    private static void Comparison(PageWriter page, InsightsReport report)
    {
        if (report.Comparison is not { } comparison)
            return;
        if (comparison.Insights.Count > 0)
            Insights(page, comparison.Insights, $"What differs in {comparison.Source}", $"{Words.Count(comparison.Rows)} rows beside {Words.Count(report.Rows)}.");
        page.Write($"<section>\n<h2>Side by side with {Markup.Text(comparison.Source, 60)}</h2>\n");
        page.Table(
            "Every column of both",
            ["Column", "Kind", "Kind there", "#Missing", "#There", "#Distinct", "#There", "#Mean", "#There", "#Distance", "#By chance"],
            [.. comparison.Columns.Select(column => new[]
            {
                column.Column, column.First is { } a ? Kind(a.Kind) : "–", column.Second is { } b ? Kind(b.Kind) : "–", Share(column.First), Share(column.Second), column.First is { } c ? Words.Count(c.Distinct) : "", column.Second is { } d ? Words.Count(d.Distinct) : "",
                F(column.First?.Numbers?.Mean), F(column.Second?.Numbers?.Mean), F(column.Distance), F(column.Chance),
            })],
            MostColumns,
            60);
        page.Write("</section>\n");
    }

    private static string Share(ColumnStatistics? column) => column is null || column.Rows == 0 ? "" : Words.Percent((double)column.Missing / column.Rows);

    private static void Insights(PageWriter page, IReadOnlyList<Insight> insights, string name, string sub)
    {
        page.Write($"<section>\n<h2>{Markup.Text(name)}</h2>\n<p class=\"sub\">{sub}</p>\n");
        foreach (var insight in insights.Take(MostInsights))
        {
            var severity = InsightsJson.Severity(insight.Severity);
            page.Write($"<div class=\"insight\"><h3><span class=\"sev {severity}\">{severity}</span> {Markup.Text(insight.Finding, 400)}</h3><p class=\"sub\">{Markup.Text(insight.Harm, 300)}</p>");
            if (insight.RowCount > 0)
                page.Write($"<p class=\"sub\">Rows: {Markup.Text(string.Join(", ", insight.Rows.Take(12)))}{(insight.RowCount > 12 ? $" … {insight.RowCount:#,0} in all" : "")}</p>");
            if (insight.Step is { } step)
                page.Write($"<pre>{Markup.Text(step, 400)}</pre>");
            page.Write("</div>\n");
        }

        if (insights.Count > MostInsights)
            page.Write($"<p class=\"sub\">… and {insights.Count - MostInsights:#,0} more in insights.json</p>\n");
        page.Write("</section>\n");
    }

    private static void Target(PageWriter page, InsightsReport report)
    {
        if (report.Target is not { } target)
            return;
        if (target.Classes.Count > 0)
            page.Chart(
                $"{target.Column}: {Words.Percent((double)target.Classes[0].Rows / target.Classes.Sum(value => value.Rows))} are {SafeText.Line(target.Classes[0].Value, 60)}",
                "Rows by class of the target",
                BarChart.Render($"Classes of {target.Column}", "Rows by class", [.. target.Classes.Take(MostCharted).Select(value => new ChartBar(value.Value, value.Rows))], "rows"),
                "Classes",
                ["Class", "#Rows"],
                [.. target.Classes.Select(value => new[] { value.Value, Words.Count(value.Rows) })]);
        if (report.Powers.Count > 0)
            page.Chart(
                $"{report.Powers[0].Column} alone tells most of {target.Column}: power {Words.Number(report.Powers[0].Power)} of 1",
                $"Prediction power: (score − baseline) / (1 − baseline) of a small model of boosted trees on one column, on the 20 % of rows that it has not seen ({ModelFindings.Metric(report.Powers[0].Metric)}, baseline {Words.Number(report.Powers[0].Baseline)}); drawn in thousandths",
                BarChart.Render("Prediction power by column", "The best first", [.. report.Powers.Take(20).Select(power => new ChartBar(power.Column, Math.Round(power.Power * 1000)))], "‰"),
                "Every column",
                ["Column", "#Power", "#Score", "#Importance"],
                [.. report.Powers.Select(power => new[] { power.Column, F(power.Power), F(power.Score), power.Importance is { } share ? Words.Percent(share) : "" })]);
        if (report.Model is { } model)
        {
            page.Write($"<section>\n<h2>A quick model of all columns: {Markup.Text(ModelFindings.Metric(model.Metric))} {Words.Number(model.Score)}</h2>\n<p class=\"sub\">Boosted trees on 80 % of the rows, scored on the other 20 %; {Words.Number(model.Trivial)} {(model.Labels.Count == 0 ? "is what the mean reaches" : "is had for nothing")}.</p>\n");
            if (model.Labels.Count is > 0 and <= 20)
                page.Table("Truth by row, answer by column", [target.Column, .. model.Labels.Select(label => "#" + label)], [.. model.Labels.Select((label, i) => (string[])[label, .. Enumerable.Range(0, model.Labels.Count).Select(j => Words.Count(model.Confusion[i, j]))])]);
            page.Write("</section>\n");
        }
    }

    private static void Relations(PageWriter page, InsightsReport report)
    {
        if (report.Pairs.Count > 0)
        {
            page.Write($"<section>\n<h2>Strongest pair: {Markup.Text(report.Pairs[0].First, 60)} and {Markup.Text(report.Pairs[0].Second, 60)} ({Words.Number(report.Pairs[0].Value)})</h2>\n<p class=\"sub\">Pearson’s and Spearman’s correlation of numbers, Cramér’s V of categories (corrected for chance), correlation ratio of one of each.</p>\n");
            page.Table("Pairs of columns", ["Column", "With", "Measure", "#Value", "#Spearman"], [.. report.Pairs.Select(pair => new[] { pair.First, pair.Second, pair.Measure, F(pair.Value), F(pair.Spearman) })], 40);
            page.Write("</section>\n");
        }

        if (report.Collinear is { } collinear)
        {
            page.Write("<section>\n<h2>How far numbers follow from one another</h2>\n<p class=\"sub\">Variance inflation (over 5 is high) and the singular values of the standardised columns.</p>\n");
            page.Table("Variance inflation", ["Column", "#VIF"], [.. collinear.Columns.Zip(collinear.Measures.Vif).OrderByDescending(pair => pair.Second).Select(pair => new[] { pair.First, pair.Second > 50 ? "above 50" : F(pair.Second) })], 50);
            page.Write($"<p class=\"sub\">Singular values: {string.Join(", ", collinear.Measures.SingularValues.Take(20).Select(Words.Number))}{(collinear.Measures.SingularValues.Count > 20 ? ", …" : "")}</p></section>\n");
        }
    }

    private static void Texts(PageWriter page, InsightsReport report)
    {
        if (report.Texts.Count > 0)
        {
            page.Write("<section>\n<h2>Texts</h2>\n");
            page.Table(
                "Columns of texts",
                ["Column", "#Texts", "#Words, median", "#Most words", "#Characters, median", "#Capitals", "#Digits", "Scripts", "Languages", "#Nearly the same"],
                [.. report.Texts.Select(text => new[]
                {
                    text.Column, Words.Count(text.Texts), F(text.Words.Median), Words.Count(text.Words.Most), F(text.Characters.Median), Words.Percent(text.Shares.Capital), Words.Percent(text.Shares.Digit),
                    string.Join(", ", text.Scripts.Take(3).Select(pair => $"{pair.Script} {Words.Percent(pair.Share)}")), string.Join(", ", text.Languages.Take(4).Select(pair => $"{pair.Language} {Words.Percent((double)pair.Texts / text.Texts)}")), Words.Count(text.NearDuplicateTexts),
                })]);
            page.Write("</section>\n");
        }

        if (report.Terms.Count > 0)
        {
            page.Write($"<section>\n<h2>What texts of each {Markup.Text(report.Target?.Column, 60)} say</h2>\n<p class=\"sub\">Runs of one and two words that are surely more frequent in the class than elsewhere (log-odds with a prior, z-score).</p>\n");
            page.Table("Telling terms", ["Class", "Terms"], [.. report.Terms.Select(own => new[] { own.Label, string.Join(", ", own.Terms.Select(term => term.Term)) })], 30, 300);
            page.Write("</section>\n");
        }
    }

    private static void Columns(PageWriter page, InsightsReport report)
    {
        page.Write("<section>\n<h2>The columns</h2>\n");
        page.Table(
            "Every column",
            ["Column", "Kind", "#Missing", "#Distinct", "#Mean", "#Deviation", "#Min", "#Median", "#Max", "#Outliers", "#Skew", "Most frequent"],
            [.. report.Columns.Select(column => new[]
            {
                column.Name, Kind(column.Kind), Words.Count(column.Missing), (column.IsDistinctEstimate ? "≈ " : "") + Words.Count(column.Distinct), F(column.Numbers?.Mean), F(column.Numbers?.Deviation), F(column.Numbers?.Min), F(column.Numbers?.Median), F(column.Numbers?.Max),
                column.Numbers is { } numbers ? Words.Count(numbers.Robust.Outliers) : "", F(column.Numbers?.Skew), column.Top.Count == 0 ? "" : $"{SafeText.Line(column.Top[0].Value, 40)} ({Words.Count(column.Top[0].Rows)})",
            })],
            MostColumns,
            60);
        page.Write("</section>\n");
    }

    private static void Charts(PageWriter page, InsightsReport report)
    {
        foreach (var column in report.Columns.Where(column => column.Distinct > 1 && !ColumnFindings.IsId(column) && column.Kind is ColumnKind.Numeric or ColumnKind.Binary or ColumnKind.Categorical).Take(MostCharted))
        {
            if (column.Kind == ColumnKind.Numeric && column.Distinct > 12 && column.Numbers is { } numbers)
            {
                var width = (numbers.Max - numbers.Min) / Math.Max(numbers.Bins.Count, 1);
                page.Chart(
                    $"{column.Name}: half of the values are {Words.Number(numbers.Median)} or less",
                    $"{Words.Count(numbers.Count)} numbers from {Words.Number(numbers.Min)} to {Words.Number(numbers.Max)}; {Words.Count(numbers.Robust.Outliers)} outliers",
                    Histogram.Render($"Distribution of {column.Name}", $"{numbers.Bins.Count} bins", numbers.Min, width, numbers.Bins, column.Name, numbers.Mean),
                    "Bins",
                    ["From", "#Rows"],
                    [.. numbers.Bins.Select((count, i) => new[] { Words.Number(numbers.Min + i * width), Words.Count(count) })],
                    numbers.Bins.Count);
            }
            else
            {
                page.Chart(
                    $"{column.Name}: {Words.Percent((double)column.Top[0].Rows / column.Values)} are {SafeText.Line(column.Top[0].Value, 60)}",
                    $"The {Math.Min(column.Top.Count, column.Distinct):#,0} most frequent of {Words.Count(column.Distinct)} values",
                    BarChart.Render($"Values of {column.Name}", "Rows by value", [.. column.Top.Select(value => new ChartBar(value.Value, value.Rows))], "rows"),
                    "Values",
                    ["Value", "#Rows"],
                    [.. column.Top.Select(value => new[] { value.Value, Words.Count(value.Rows) })]);
            }
        }
    }

    private static string F(double? number) => number is { } own && double.IsFinite(own) ? Words.Number(own) : "";
}
