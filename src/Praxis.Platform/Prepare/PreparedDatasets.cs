using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;
using Praxis.Data.Tables;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;

namespace Praxis.Platform.Prepare;

/// <summary>The keeper of prepared data.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class PreparedDatasets(Workspace workspace)
{
    /// <summary>The kind of the records and lineage nodes.</summary>
    public const string Kind = "prepared";

    /// <summary>Prepares a dataset version. The same rows made the same way are the version that is there already.</summary>
    /// <exception cref="UserException">The rows cannot be learned from.</exception>
    public PreparedData Prepare(DatasetVersion dataset, TableView table, PrepareOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        var (rows, train, heldOut) = Make(table, options, cancellationToken);
        return Register(dataset, options, rows, train, heldOut);
    }

    /// <summary>The version that <c>NAME</c> (the newest) or <c>NAME:VERSION</c> names.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public PreparedData Get(string id) => workspace.Metadata.Read(reader => RecordJson.Read<PreparedData>(RecordName.Find(reader, Kind, id).Json));

    /// <summary>Makes the rows of training and those held out, as artifacts; nothing is put on record.</summary>
    internal (PreparedRows Rows, string TrainArtifact, string HeldOutArtifact) Make(TableView table, PrepareOptions options, CancellationToken cancellationToken)
    {
        var (train, heldOut) = (workspace.NewScratch(), workspace.NewScratch());
        try
        {
            PreparedRows rows;
            using (var trainStream = File.Create(train))
            using (var heldOutStream = File.Create(heldOut))
                rows = new Preparation(options).Run(() => Rows(table, options), trainStream, heldOutStream, cancellationToken);
            return (rows, workspace.Artifacts.Add(train), workspace.Artifacts.Add(heldOut));
        }
        catch (Exception error) when (Failures.IsDisk(error))
        {
            throw Failures.Disk(workspace.Folder, error);
        }
        finally
        {
            File.Delete(train);
            File.Delete(heldOut);
        }
    }

    internal static IEnumerable<SourceRow> Rows(TableView table, PrepareOptions options) =>
        table.ReadRows(options.Text, options.Label, options.Facet, moreColumns: [.. options.MoreColumns.Select(column => column.Name)])
            .Select(row => new SourceRow(row.Text, row.Label, row.Facet, row.More));

    private PreparedData Register(DatasetVersion dataset, PrepareOptions options, PreparedRows rows, string train, string heldOut) =>
        workspace.Metadata.Write(transaction =>
        {
            foreach (var record in transaction.List(Kind, dataset.Name))
                if (RecordJson.Read<PreparedData>(record.Json) is var known
                    && known.Dataset == dataset.Id && known.TrainArtifact == train && known.HeldOutArtifact == heldOut && RecordJson.Write(known.Options) == RecordJson.Write(options))
                    return known;
            var prepared = new PreparedData
            {
                Name = dataset.Name,
                Version = transaction.NextVersion(Kind, dataset.Name),
                Dataset = dataset.Id,
                Options = options,
                Rows = rows,
                TrainArtifact = train,
                HeldOutArtifact = heldOut,
            };
            transaction.Put(Kind, prepared.Name, prepared.Version, RecordJson.Write(prepared));
            transaction.AddEdge(new LineageEdge(new(Datasets.Kind, dataset.Id), new(Kind, prepared.Id), "prepared-as"));
            return prepared;
        });
}
