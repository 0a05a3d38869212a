using System.Globalization;
using System.Text.Json.Nodes;
using Praxis.Platform.Analyze;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;
using Praxis.Platform.Prepare;

namespace Praxis.Platform.Pipelines.Steps.Rooms;

/// <summary>Looks at the rows as texts with classes.</summary>
internal sealed class AnalyzeWork : RoomWork
{
    public override void Run(StepContext context, MainJobOptions options, Action<StepResult> complete, CancellationToken cancellationToken)
    {
        var workspace = context.Services.Workspace;
        var dataset = Dataset(context);
        ColumnChoice.Check(dataset, options);
        var labelMap = options.LabelMap is null ? null : LabelMap.Parse(options.LabelMap);
        using var table = new Datasets(workspace).Open(dataset);
        var found = Analyzer.Analyze(table, new AnalysisOptions
        {
            Text = options.Text,
            Label = options.Label,
            ClassOf = value => labelMap is null ? value : labelMap.Map(value),
            Facet = options.Facet,
            Positive = options.Positive,
            RareFacetRows = options.RareFacetRows,
        });
        var kept = workspace.Keep(RecordJson.Write(found));
        complete(Found(
            $"{string.Join(", ", found.ClassRows.Take(8).Select(pair => $"{Name(pair.Key)} {N(pair.Value)}"))}{(found.ClassRows.Count > 8 ? ", …" : "")}; {found.Words.Mean.ToString("0.0", CultureInfo.InvariantCulture)} words a text",
            new JsonObject { [RoomFields.Analysis] = kept }, kept));
    }
}
