using System.Globalization;
using Praxis.Contracts.Evaluate;
using Praxis.Data.Charts;

namespace Praxis.Platform.Evaluate;

/// <summary>Writes a model's report as one HTML page that asks nothing of any network.</summary>
public static class EvaluationPage
{
    /// <summary>The page.</summary>
    public static string Render(ModelReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var page = new PageWriter($"Evaluation of {report.Model}", $"<b>Praxis evaluation</b> &nbsp;{T(report.Model)} · {T(report.Source)} · {N(report.Evaluation.Rows)} rows", report.Verdict, EvaluationStyle.Css);
        Cards(page, report);
        Notes(page, report);
        Figures(page, report);
        Comparison(page, report);
        Classes(page, report);
        Matrix(page, report);
        Reliability(page, report);
        foreach (var facet in report.Slices)
            Slices(page, facet, report.Evaluation.Accuracy);
        foreach (var bias in report.Bias)
            BiasSection.Write(page, bias);
        Computed(page, report);
        return page.End($"Model {T(report.Model)}, made by {T(report.Algorithm)}. This page is one file; it loads nothing and sends nothing.");
    }

    private static void Cards(PageWriter page, ModelReport report)
    {
        var e = report.Evaluation;
        page.Write("<div class=\"cards\">\n");
        page.Card("card main", "Balanced accuracy", F(e.BalancedAccuracy), $"95 % interval {Interval(e.BalancedAccuracyInterval)}; mean recall of the classes");
        page.Card("card", "Accuracy", F(e.Accuracy), $"{Interval(e.AccuracyInterval)}; always saying “{T(report.MajorityClass, 40)}” has {F(report.MajorityAccuracy)}");
        page.Card("card", "Macro F1", F(e.Macro.F1), Interval(e.MacroF1Interval));
        page.Write("</div>\n");
    }

    private static void Notes(PageWriter page, ModelReport report)
    {
        page.Write("<div class=\"notes\">\n");
        if (report is { Beside: { } beside, Comparison: { } comparison })
            page.Note(comparison.McNemar.MidP >= 0.05 ? "note wide" : comparison.McNemar.OnlySecond > comparison.McNemar.OnlyFirst ? "note good wide" : "note warn wide", $"Beside {T(comparison.Against)}", $"<p>{T(beside, 400)}</p>");
        if (report.Notes.Count > 0)
            page.Note("note warn wide", "To know", $"<ul>{string.Concat(report.Notes.Select(note => $"<li>{T(note, 400)}</li>"))}</ul>");
        var worst = report.Evaluation.Classes.Where(score => score.Support > 0).MinBy(score => score.F1)!;
        page.Note("note", $"Worst class: {T(worst.Label, 60)}", $"<p>{P(worst.Recall)} of its {N(worst.Support)} rows are found, and {P(worst.Precision)} of the rows called so are (F1 {F(worst.F1)}).</p>");
        var gap = report.Reliability.Sum(bin => bin.Rows * (bin.Confidence - bin.Accuracy)) / report.Evaluation.Rows;
        page.Note("note", Math.Abs(gap) < 0.02 ? "Confidence: about right" : gap > 0 ? "Confidence: too high" : "Confidence: too low", $"<p>On average the predicted class has probability {F(report.Reliability.Sum(bin => bin.Rows * bin.Confidence) / report.Evaluation.Rows)} and is right in {F(report.Evaluation.Accuracy)}.</p>");
        page.Write("</div>\n");
    }

    private static void Figures(PageWriter page, ModelReport report)
    {
        page.Write("<section>\n<h2>All figures</h2>\n<p class=\"sub\">With 95 % intervals: what other rows like these would give, not another training.</p>\n");
        page.Table(null, ["Figure", "#Value", "#From", "#To", "What it tells"], [.. report.Figures.Select(figure => new[] { figure.Title, F(figure.Estimate.Value), F(figure.Estimate.Interval?.Low), F(figure.Estimate.Interval?.High), figure.Meaning })]);
        page.Write("</section>\n");
    }

    private static void Comparison(PageWriter page, ModelReport report)
    {
        if (report.Comparison is not { } comparison)
            return;
        var test = comparison.McNemar;
        page.Write($"<section>\n<h2>Beside {T(comparison.Against)}: {(test.MidP < 0.05 ? "a difference beyond chance" : "the difference may be chance")}</h2>\n<p class=\"sub\">Both were asked about the same rows. {N(test.OnlySecond)} rows only {T(report.Model)} has right, {N(test.OnlyFirst)} only {T(comparison.Against)}.</p>\n");
        page.Table("This model minus the other, with the paired bootstrap's intervals", ["Figure", "#Difference", "#From", "#To", "#p"], [.. comparison.Differences.Select(own => new[] { own.Title, Signed(own.Difference.Value), Signed(own.Difference.Interval?.Low), Signed(own.Difference.Interval?.High), Small(own.PValue) })]);
        page.Table("McNemar's test of how often they are right", ["Variant", "#p"], [["exact (binomial)", Small(test.Exact)], ["mid-p, the one to read", Small(test.MidP)], ["χ²", Small(test.Asymptotic)], ["χ² with continuity correction", Small(test.ContinuityCorrected)]]);
        page.Write("</section>\n");
    }

    private static void Classes(PageWriter page, ModelReport report)
    {
        var e = report.Evaluation;
        page.Write("<section>\n<h2>How well each class is told apart</h2>\n<p class=\"sub\">Fractions from 0 to 1.</p>\n");
        string[][] averages = [["Mean of the classes", N(e.Rows), F(e.Macro.Precision), F(e.Macro.Recall), F(e.Macro.F1)], ["Mean by rows", N(e.Rows), F(e.Weighted.Precision), F(e.Weighted.Recall), F(e.Weighted.F1)]];
        page.Table(null, ["Class", "#Rows", "#Precision", "#Recall", "#F1"], [.. averages, .. e.Classes.OrderByDescending(c => c.Support).Select(c => new[] { c.Label, N(c.Support), F(c.Precision), F(c.Recall), F(c.F1) })]);
        page.Write("</section>\n");
    }

    private static void Matrix(PageWriter page, ModelReport report)
    {
        var e = report.Evaluation;
        var (rows, truth, said) = (0L, "", "");
        for (var t = 0; t < e.ConfusionMatrix.Count; t++)
            for (var p = 0; p < e.ConfusionMatrix[t].Count; p++)
                if (t != p && e.ConfusionMatrix[t][p] > rows)
                    (rows, truth, said) = (e.ConfusionMatrix[t][p], e.Labels[t], e.Labels[p]);
        var finding = rows == 0 ? "No row is mistaken" : $"The most common mistake: {Quoted(truth)} taken for {Quoted(said)}, {N(rows)} rows";
        var (labels, matrix) = ConfusionMatrixChart.Collapse(e.Labels, e.ConfusionMatrix);
        page.Chart(finding, "Rows by true class and predicted class; shares are of the true class.", ConfusionMatrixChart.Render(finding, "A grid of true classes by predicted classes with the rows of each pair.", labels, matrix), "Rows by truth and prediction", ["Truth", .. labels.Select(l => "#" + l)], [.. labels.Select((l, t) => new[] { l }.Concat(matrix[t].Select(c => N(c))).ToArray())]);
    }

    private static void Reliability(PageWriter page, ModelReport report)
    {
        var error = report.Figures.FirstOrDefault(figure => figure.Name == "ece_10")?.Estimate.Value ?? 0;
        var finding = $"Confidence and accuracy are {F(error)} apart on average";
        page.Chart(finding, "Rows by the probability of their predicted class: what fraction of them is right. Points below the line are predictions more confident than right.", ReliabilityChart.Render(finding, "Points for the mean confidence and the fraction right of each bin, and bars for the rows of each.", [.. report.Reliability.Select(bin => (bin.Confidence, bin.Accuracy, bin.Rows))]),
            "Reliability", ["Confidence from", "to", "#Rows", "#Mean confidence", "#Right"], [.. report.Reliability.Select(bin => new[] { F1(bin.Index / 10.0), F1((bin.Index + 1) / 10.0), N(bin.Rows), F(bin.Confidence), F(bin.Accuracy) })]);
    }

    private static void Slices(PageWriter page, FacetSlices facet, double accuracy)
    {
        var read = facet.Slices.Where(slice => !slice.IsTooSmall && slice.AccuracyGap.Interval is not null).ToList();
        var worse = read.Where(slice => slice.AccuracyGap.Interval!.Value.High < 0).MinBy(slice => slice.AccuracyGap.Value);
        var finding = worse is not null ? $"{Name(worse)} is predicted {F(-worse.AccuracyGap.Value)} worse than the rest of {facet.Facet}"
            : read.Count == 0 ? $"{facet.Facet}: too few rows or values to compare" : $"No value of {facet.Facet} is predicted worse than the rest beyond chance";
        page.Chart(finding, $"Accuracy by {T(facet.Facet, 60)} with 95 % intervals, the most rows first; values of too few rows are faint. The gap is to all other rows, its interval holds for all values together.",
            IntervalChart.Render(finding, "A point with its interval for each value.", [.. facet.Slices.Select(slice => new ChartInterval(Name(slice), slice.Accuracy.Value!.Value, slice.Accuracy.Interval!.Value.Low, slice.Accuracy.Interval.Value.High, slice.IsTooSmall))], "accuracy", accuracy),
            $"Slices by {facet.Facet}", ["Value", "#Rows", "#Accuracy", "#From", "#To", "#Balanced", "#Macro F1", "#Gap to the rest", "#From", "#To"],
            [.. facet.Slices.Select(slice => new[] { slice.IsTooSmall ? Name(slice) + " (few rows)" : Name(slice), N(slice.Rows), F(slice.Accuracy.Value), F(slice.Accuracy.Interval?.Low), F(slice.Accuracy.Interval?.High), F(slice.BalancedAccuracy.Value), F(slice.MacroF1.Value), Signed(slice.AccuracyGap.Value), Signed(slice.AccuracyGap.Interval?.Low), Signed(slice.AccuracyGap.Interval?.High) })]);
    }

    private static void Computed(PageWriter page, ModelReport report)
    {
        page.Write("<section>\n<h2>How this was computed</h2>\n<p class=\"sub\">The same file, model and seed give the same page.</p>\n");
        page.Write($"<p>The interval of an accuracy is Wilson's; the others hold the middle 95 % of up to 1,000 draws of the rows with replacement (bootstrap, seed {report.Seed}). McNemar's test and the paired bootstrap compare two models on the same rows. The gap of a slice has Newcombe's interval, widened for the number of slices (Bonferroni). Bias metrics are those of SageMaker Clarify.</p>\n</section>\n");
    }

    private static string Name(SliceScore slice) => slice.Value ?? "(no value)";

    private static string Quoted(string text) => $"“{(text.Length > 40 ? text[..40] + "…" : text)}”";

    private static string T(string? text, int most = 200) => Markup.Text(text, most);

    private static string N(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string F(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("0.000", CultureInfo.InvariantCulture) : "–";

    private static string F1(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private static string P(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static string Signed(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture).Replace('-', '−') : "–";

    private static string Small(double? p) => p is not { } value ? "–" : value < 0.001 ? "< 0.001" : F(value);

    private static string Interval(Interval interval) => $"{F(interval.Low)} to {F(interval.High)}";
}
