using System.Text.Json.Nodes;
using Praxis.Platform.Ingest;
using Praxis.Platform.Prepare;

namespace Praxis.Platform.Pipelines.Steps.Rooms;

/// <summary>Makes the rows to train on and those held out.</summary>
internal sealed class PrepareWork : RoomWork
{
    public override void Run(StepContext context, MainJobOptions options, Action<StepResult> complete, CancellationToken cancellationToken)
    {
        var workspace = context.Services.Workspace;
        var dataset = Dataset(context);
        using var table = new Datasets(workspace).Open(dataset);
        var data = new PreparedDatasets(workspace).Prepare(dataset, table, OptionsOf(options), cancellationToken);
        complete(Found(
            $"{N(data.Rows.Train)} rows to train on, {N(data.Rows.HeldOut)} held out, seed {data.Options.Seed}",
            new JsonObject { [RoomFields.Prepared] = data.Id, [RoomFields.Rows] = $"{data.TrainArtifact} {data.HeldOutArtifact}" }, data.TrainArtifact, data.HeldOutArtifact));
    }

    private static PrepareOptions OptionsOf(MainJobOptions options) => new()
    {
        Text = options.Text,
        MoreColumns = options.MoreColumns,
        Label = options.Label,
        Facet = options.Facet,
        LabelMap = options.LabelMap,
        RareFacetRows = options.RareFacetRows,
        Dedupe = options.Dedupe,
        Balance = options.Balance,
        HeldOut = options.HeldOut,
        Seed = options.Seed,
    };
}
