using Praxis.Contracts.Ingest;
using Praxis.Platform.Analyze.Insights;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;

namespace Praxis.Platform.Analyze;

/// <summary>Analyses of datasets of the catalog, for a work on record.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class DatasetAnalyses(Workspace workspace)
{
    private readonly Datasets datasets = new(workspace);

    /// <summary>Finds what is wrong with a dataset, beside another where one is named.</summary>
    public void Insights(Work work, DatasetVersion dataset, InsightsQuestion question, DatasetVersion? other)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(dataset);
        work.ReadDataset(dataset.Name, dataset.Id, dataset.ContentHash);
        using var rows = datasets.Open(dataset);
        var report = InsightsAnalyzer.Run(rows, dataset.Id, question, work.CancellationToken);
        if (other is not null)
        {
            work.ReadDataset(other.Name, other.Id, other.ContentHash);
            using var others = datasets.Open(other);
            report = report with { Comparison = TableComparer.Run(report, rows, others, other.Id, work.CancellationToken) };
        }

        work.MadeText("insights.json", InsightsJson.Write(report));
        work.MadeText(Analyses.Page, InsightsPage.Render(report));
        if (RecipeProposal.Write(report) is { } recipe)
            work.MadeText("recipe.yaml", recipe);
        work.Finding = report.Finding;
    }

    /// <summary>Measures whether a label's good outcome is spread unevenly over the values of columns of a dataset.</summary>
    public void Bias(Work work, DatasetVersion dataset, BiasQuestion question)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(dataset);
        work.ReadDataset(dataset.Name, dataset.Id, dataset.ContentHash);
        using var rows = datasets.Open(dataset);
        var report = LabelBiasAnalyzer.Run(rows, dataset.Id, question, work.CancellationToken);
        work.MadeText("analysis.json", BiasJson.Write(report));
        work.MadeText(Analyses.Page, BiasPage.Render(report));
        work.Finding = report.Finding;
    }
}
