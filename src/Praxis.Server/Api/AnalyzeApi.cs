using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;
using Praxis.Data.Tables;
using Praxis.Platform.Analyze;
using Praxis.Platform.Analyze.Insights;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;
using Praxis.Server.Internals;

namespace Praxis.Server.Api;

/// <summary>The routes of analyses.</summary>
/// <param name="workspace">The workspace.</param>
/// <param name="scheduler">Runs those that are asked here.</param>
public sealed class AnalyzeApi(Workspace workspace, WorkScheduler scheduler) : IRoomApi
{
    private readonly Datasets datasets = new(workspace);
    private readonly WorkRecords records = new Analyses(workspace).Records;
    private readonly DatasetAnalyses analyses = new(workspace);

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/analyses").WithTags("analyses");
        group.MapPost("", Start).WithSummary("Begins an insights or bias report on a dataset; it runs in the background").Refuses(400, 401, 404, 503);
        new WorkRoutes(records).Map(group, "analyses");
    }

    private Accepted<WorkRecord> Start(AnalysisStart body)
    {
        var dataset = datasets.Get(body.Dataset);
        var record = body.Kind switch
        {
            "insights" => Insights(body, dataset),
            "bias" => Bias(body, dataset),
            _ => throw new UserException(new Problem { Type = "invalid-analysis", Found = $"the kind is '{SafeText.Line(body.Kind, 40)}'", Expected = "insights or bias" }),
        };
        return TypedResults.Accepted($"/analyses/{record.Id}", WorkRoutes.Shown(record));
    }

    private WorkRecord Insights(AnalysisStart body, DatasetVersion dataset)
    {
        if (body.SampleRows is < 100 or > 10_000_000 || body.ModelRows is < 100 or > 1_000_000)
            throw new UserException(new Problem { Type = "invalid-limit", Found = "sampleRows or modelRows is out of its range", Expected = "100 to 10,000,000 and 100 to 1,000,000" });
        var other = body.Compare is { } name ? datasets.Get(name) : null;
        var question = new InsightsQuestion { Target = body.Target, Seed = body.Seed, SampleRows = body.SampleRows, ModelRows = body.ModelRows };
        question.Check([.. dataset.Columns.Select(column => column.Name)]);
        return scheduler.Start(
            records,
            () => records.Submit("insights", dataset.Name, Analyses.SettingsOf(question)),
            (record, stop) => records.Run(record, work => analyses.Insights(work, dataset, question, other), stop));
    }

    private WorkRecord Bias(AnalysisStart body, DatasetVersion dataset)
    {
        var (positive, facets, values) = (body.Positive ?? [], body.Facets ?? [], body.FacetValues ?? []);
        var problems = new List<Problem>();
        void Wrong(bool isWrong, string found, string expected)
        {
            if (isWrong)
                problems.Add(new Problem { Type = "invalid-analysis", Found = found, Expected = expected });
        }

        Wrong(body.Label is null, "the label is not named", "label");
        Wrong(positive.Count == 0 == body.PositiveAbove is null, "what counts as the good outcome is not named, or twice", "positive or positiveAbove");
        Wrong(positive.Concat(facets).Concat(values).Any(text => text is null), "a value or facet is null", "texts");
        Wrong(facets.Count == 0, "no facet is named", "facets");
        Wrong(facets.Count > 1 && (values.Count > 0 || body.FacetAbove is not null), "facetValues and facetAbove are for one facet", "one facet");
        Wrong(values.Count > 0 && body.FacetAbove is not null, "facetValues and facetAbove exclude each other", "one of them");
        Wrong(body.Replicates is < 0 or 1 or > 100_000 || body.FewestRows < 1, "replicates or fewestRows is out of its range", "0 or 2 to 100,000; 1 or more");
        if (problems.Count > 0)
            throw new UserException(Fault.Input, problems);
        var question = new BiasQuestion
        {
            Positive = new ColumnRange(body.Label!) { Values = positive, Above = body.PositiveAbove },
            Facets = [.. facets.Select(column => new ColumnRange(column) { Values = values, Above = body.FacetAbove })],
            Group = body.Group,
            FewestRows = body.FewestRows,
            Replicates = body.Replicates,
            Seed = body.Seed,
        };
        return scheduler.Start(
            records,
            () => records.Submit("bias", dataset.Name, Analyses.SettingsOf(question)),
            (record, stop) => records.Run(record, work => analyses.Bias(work, dataset, question), stop));
    }
}
