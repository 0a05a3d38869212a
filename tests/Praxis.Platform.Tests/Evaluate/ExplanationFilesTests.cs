using System.Text.Json;
using Praxis.Contracts.Foundation;
using Praxis.Data.Files;
using Praxis.Learning.Explain;
using Praxis.Platform.Evaluate;
using Praxis.Testing;

namespace Praxis.Platform.Tests.Evaluate;

public sealed class ExplanationFilesTests
{
    private const string Hostile = "<script>alert(1)</script> \u202elove\u202c \u001b[31m =1+1 @SUM(1) \"quoted\", hate";

    [Fact]
    public void The_page_runs_nothing_and_loads_nothing_whatever_text_and_labels_say()
    {
        var page = ExplanationPage.Render(Report([(Hostile, "<b>"), ("love", null)], new WordClassifier("<img src=x onerror=alert(1)>", "\u202egood")));
        foreach (var poison in (string[])["<script", "<img", "\u202e", "\u001b", "http:", "https:", "style=\""])
            Assert.DoesNotContain(poison, page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("default-src 'none'; style-src 'sha256-", page);
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", page);
        Assert.Contains("\\u202e", page);
    }

    [Fact]
    public void The_local_values_read_back_to_the_same_texts_and_no_cell_runs_in_a_spreadsheet()
    {
        var report = Report([(Hostile, null)], new WordClassifier());
        var csv = ExplanationFiles.LocalCsv(report);
        using var folder = new ScratchFolder();
        using var view = Evaluating.View(folder, csv, new ReadOptions { Unguard = true });
        var rows = view.ReadColumns(["text", "start", "length", "value", "label"]).ToList();
        Assert.Equal(report.Texts[0].Units.Count * 2, rows.Count);
        foreach (var (row, unit) in rows.Zip(report.Texts[0].Units))
            Assert.Equal((unit.Text, Hostile.Substring(unit.Start, unit.Text.Length)), (row[0], row[0]));
        Assert.DoesNotContain(csv.Split('\n').SelectMany(line => line.Split(',')), cell => cell.StartsWith('=') || cell.StartsWith('@'));
    }

    [Fact]
    public void Analysis_json_has_the_shape_of_clarify()
    {
        var report = Report([("love it", null), ("hate it", null), ("it", null)], new WordClassifier());
        using var json = JsonDocument.Parse(ExplanationFiles.AnalysisJson(report));
        Assert.Equal("1.0", json.RootElement.GetProperty("version").GetString());
        var good = json.RootElement.GetProperty("explanations").GetProperty("kernel_shap").GetProperty("good");
        Assert.Equal(0.5, good.GetProperty("expected_value").GetDouble(), 1e-12);
        Assert.Equal(["hate", "it", "love"], good.GetProperty("global_top_shap_text").EnumerateObject().Select(unit => unit.Name).Order());
        Assert.Equal(1 / (1 + Math.Exp(-1)) - 0.5, good.GetProperty("global_top_shap_text").GetProperty("love").GetDouble(), 1e-12);
    }

    [Fact]
    public void The_same_texts_give_the_same_values_and_nothing_to_explain_is_told()
    {
        var texts = Enumerable.Range(0, 40).Select(i => ($"love this one number {i} but hate that", (string?)null)).ToList();
        Assert.Equal(ExplanationFiles.LocalCsv(Report(texts, new WordClassifier())), ExplanationFiles.LocalCsv(Report(texts, new WordClassifier())));
        Assert.Contains("There is no text to explain", ExplanationPage.Render(Report([], new WordClassifier())));
        Assert.Contains("50.0 %", ExplanationPage.Render(Report([("", null)], new WordClassifier())));
    }

    [Fact]
    public void Files_come_all_or_not_at_all()
    {
        using var folder = new ScratchFolder();
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => ResultFiles.Write(folder["out"], [("a.txt", "a")], cancelled.Token));
        Assert.False(Directory.Exists(folder["out"]) && Directory.EnumerateFileSystemEntries(folder["out"]).Any());
        ResultFiles.Write(folder["out"], [("a.txt", "a"), ("b/c.txt", "c")], TestContext.Current.CancellationToken);
        Assert.Equal(["a.txt", Path.Combine("b", "c.txt")], Directory.EnumerateFiles(folder["out"], "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder["out"], path)).Order());
        folder.Write("file", "x");
        Assert.Equal("result-not-writable", Assert.Throws<UserException>(() => ResultFiles.Write(folder["file"], [("a.txt", "a")], TestContext.Current.CancellationToken)).Problems[0].Type);
    }

    private static ExplanationReport Report(IReadOnlyList<(string Text, string? Label)> texts, WordClassifier model) =>
        Explainer.Explain(("words:1", "words"), model, texts, new TextExplanationOptions { Samples = 600 }, ShapAggregation.MeanAbsolute, 50, null, TestContext.Current.CancellationToken);
}
