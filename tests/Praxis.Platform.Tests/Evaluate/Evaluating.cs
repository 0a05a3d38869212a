using Praxis.Contracts.Train;
using Praxis.Data.Files;
using Praxis.Data.Tables;
using Praxis.Platform.Evaluate;
using Praxis.Testing;

namespace Praxis.Platform.Tests.Evaluate;

internal static class Evaluating
{
    public static TableView View(ScratchFolder folder, string csv, ReadOptions? reading = null) =>
        TableView.Open(TableReader.Import(folder.Write("rows.csv", csv), reading ?? new ReadOptions(), folder["scratch"], TestContext.Current.CancellationToken).TablePath);

    public static ScoredRows Score(string csv, string[]? facets = null, string? labelMap = null, params ITextClassifier[] models)
    {
        using var folder = new ScratchFolder();
        using var view = View(folder, csv);
        return TableScorer.Score(view, new ScoringOptions { Text = "text", Label = "label", Facets = facets ?? [], LabelMap = labelMap }, models.Length == 0 ? [new WordClassifier()] : models, null, TestContext.Current.CancellationToken);
    }

    public static ModelReport Report(ScoredRows rows, string? positive = null, string? against = null) =>
        ModelReporter.Report(("words:1", "words"), against, "rows.csv", rows, new ReportOptions { Label = "label", Positive = positive }, TestContext.Current.CancellationToken);
}
