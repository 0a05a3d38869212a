using System.Text.Json;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Evaluate;

namespace Praxis.Platform.Tests.Evaluate;

public sealed class ModelReportTests
{
    private const string Rows = "text,label,shop\nlove it,good,north\nhate it,bad,north\nlove that,bad,south\nbad one,bad,\n,good,north\nit,,south\nhate,good,south\n";

    [Fact]
    public void Each_figure_stands_where_a_pipeline_looks_for_it()
    {
        var rows = Evaluating.Score(Rows, ["shop"]);
        Assert.Equal((7, 2, 5), (rows.Total, rows.Missing, rows.Truth.Length));
        using var json = JsonDocument.Parse(EvaluationJson.Write(Evaluating.Report(rows, "good")));
        var metrics = json.RootElement.GetProperty("metrics");
        Assert.Equal(0.6, metrics.GetProperty("accuracy").GetProperty("value").GetDouble(), 1e-12);
        foreach (var name in (string[])["balanced_accuracy", "f1_macro", "f1_weighted", "mcc", "cohen_kappa", "log_loss", "brier", "ece_10", "roc_auc"])
            Assert.Equal(JsonValueKind.Number, metrics.GetProperty(name).GetProperty("value").ValueKind);
        var matrix = json.RootElement.GetProperty("confusion_matrix");
        Assert.Equal(["bad", "good"], matrix.GetProperty("labels").EnumerateArray().Select(label => label.GetString()));
        Assert.Equal("[[2,1],[1,1]]", JsonSerializer.Serialize(matrix.GetProperty("counts")));
        Assert.Equal([2, 2, 1], json.RootElement.GetProperty("slices").GetProperty("shop").EnumerateArray().Select(slice => slice.GetProperty("rows").GetInt64()));
        Assert.Equal(13, json.RootElement.GetProperty("post_training_bias_metrics").GetProperty("facets").GetProperty("shop")[0].GetProperty("metrics").GetArrayLength());
        Assert.Equal(8, json.RootElement.GetProperty("pre_training_bias_metrics").GetProperty("facets").GetProperty("shop")[0].GetProperty("metrics").GetArrayLength());
    }

    [Fact]
    public void Another_model_is_compared_on_the_same_rows()
    {
        var csv = "text,label\n" + string.Concat(Enumerable.Range(0, 60).Select(i => i % 3 == 0 ? "love,good\n" : "hate,bad\n"));
        var report = Evaluating.Report(Evaluating.Score(csv, models: [new WordClassifier(), new WordClassifier("good", "bad")]), against: "turned:1");
        Assert.Equal((0, 60), (report.Comparison!.McNemar.OnlyFirst, report.Comparison.McNemar.OnlySecond));
        Assert.Equal(1, report.Comparison.Differences.Single(own => own.Name == "accuracy").Difference.Value);
        Assert.StartsWith("It is right 100.0 points more often than turned:1; chance alone does not explain that", report.Beside);
        Assert.Contains("\"mid_p\"", EvaluationJson.Write(report));
        Assert.Contains("right on the very same rows", Evaluating.Report(Evaluating.Score(csv, models: [new WordClassifier(), new WordClassifier()]), against: "same:1").Beside);
    }

    [Theory]
    [InlineData("love,good\nlove,good\nlove,good\n")]
    [InlineData("love,good\n")]
    [InlineData("hate,good\n")]
    [InlineData("good,good\nbad,bad\n")]
    [InlineData("love,good\nlove,bad\nlove,good\nlove,bad\n")]
    public void Degenerate_rows_have_a_report(string rows)
    {
        var report = Evaluating.Report(Evaluating.Score("text,label,f\n" + rows.Replace("\n", ",x\n", StringComparison.Ordinal), ["f"]), positive: "good");
        using var json = JsonDocument.Parse(EvaluationJson.Write(report));
        Assert.Equal(rows.Split('\n').Length - 1, json.RootElement.GetProperty("rows").GetInt64());
        Assert.Contains("</html>", EvaluationPage.Render(report));
        Assert.NotNull(Assert.Single(report.Bias).PreTraining.Facets[0].Metrics.Single(metric => metric.Name == "CI").Error);
    }

    [Fact]
    public void Labels_that_the_model_does_not_know_count_as_wrong_and_are_told()
    {
        var rows = Evaluating.Score("text,label\nlove,good\nlove,fine\nlove,fine\n");
        Assert.Equal(["bad", "good", "fine"], rows.Labels);
        Assert.Contains("The model does not know 'fine' (2 rows): these rows count as wrong.", rows.Notes());
        Assert.Equal(1 / 3.0, Evaluating.Report(rows).Evaluation.Accuracy, 1e-12);
        Assert.Equal("unknown-labels", Assert.Throws<UserException>(() => Evaluating.Score("text,label\nlove,1\n")).Problems[0].Type);
        Assert.Equal(1, Evaluating.Report(Evaluating.Score("text,label\nlove,1\nhate,0\n", labelMap: "1=good;0=bad")).Evaluation.Accuracy);
        Assert.Equal("no-rows", Assert.Throws<UserException>(() => Evaluating.Score("text,label\n,good\nlove,\n")).Problems[0].Type);
        Assert.Equal("unknown-column", Assert.Throws<UserException>(() => Evaluating.Score("text,other\nlove,good\n")).Problems[0].Type);
    }

    [Fact]
    public void The_page_runs_nothing_whatever_columns_values_and_labels_say()
    {
        const string Evil = "<script>alert(1)</script>";
        var csv = $"text,label,\"{Evil}\"\nlove,good,\"<img src=x onerror=a>\u202e\"\nhate,\"{Evil}\",\u001b[31m\nlove,good,x\n";
        var page = EvaluationPage.Render(Evaluating.Report(Evaluating.Score(csv, [Evil]), positive: "good"));
        foreach (var poison in (string[])["<script", "<img", "\u202e", "\u001b", "http:", "style=\""])
            Assert.DoesNotContain(poison, page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("default-src 'none'", page);
    }

    [Fact]
    public void The_same_rows_and_seed_give_the_same_bytes()
    {
        var csv = "text,label,shop\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"{(i % 5 < 2 ? "love" : "hate")} {i},{(i % 7 < 3 ? "good" : "bad")},{i % 3}\n"));
        string Bytes() => EvaluationJson.Write(Evaluating.Report(Evaluating.Score(csv, ["shop"]), positive: "good"));
        Assert.Equal(Bytes(), Bytes());
    }
}
