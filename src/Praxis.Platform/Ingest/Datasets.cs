using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;
using Praxis.Data.Files;
using Praxis.Data.Tables;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Ingest;

/// <summary>The keeper of datasets: takes files in, finds and lists versions.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class Datasets(Workspace workspace)
{
    /// <summary>The kind of the records and lineage nodes.</summary>
    public const string Kind = "dataset";

    /// <summary>Takes a file in. The same bytes read the same way are the version that is there already.</summary>
    /// <param name="file">The file's path.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="name">The dataset's name; null takes the file's.</param>
    /// <param name="cancellationToken">Ends the work; nothing is registered then.</param>
    /// <exception cref="UserException">The file cannot be read as a table; everything wrong with it is told.</exception>
    public DatasetVersion Ingest(string file, ReadOptions options, string? name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        name = name is null ? ResourceName.From(Path.GetFileNameWithoutExtension(file), "data") : ResourceName.Check(name, Kind);
        var scratch = workspace.NewScratch();
        try
        {
            Posix.CreateFolder(scratch);
            var table = TableReader.Import(file, options, scratch, cancellationToken);
            return Register(name, Path.GetFileName(file), table);
        }
        catch (Exception error) when (Failures.IsDisk(error))
        {
            throw Failures.Disk(workspace.Folder, error);
        }
        finally
        {
            if (Directory.Exists(scratch))
                Directory.Delete(scratch, recursive: true);
        }
    }

    /// <summary>The version that <c>NAME</c> (the newest) or <c>NAME:VERSION</c> names.</summary>
    public DatasetVersion Get(string id) => workspace.Metadata.Read(reader => RecordJson.Read<DatasetVersion>(RecordName.Find(reader, Kind, id).Json));

    /// <summary>Every version, by name and version.</summary>
    public IReadOnlyList<DatasetVersion> List() =>
        workspace.Metadata.Read(reader => reader.List(Kind).Select(record => RecordJson.Read<DatasetVersion>(record.Json)).ToList());

    /// <summary>Opens a version's table to be read; nothing else of the disk can be reached through it.</summary>
    /// <exception cref="UserException">The artifact is missing.</exception>
    public TableView Open(DatasetVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return TableView.Open(workspace.Artifacts.PathOf(version.TableArtifact));
    }

    private DatasetVersion Register(string name, string sourceName, ImportedTable table)
    {
        var raw = workspace.Artifacts.Add(table.RawPath);
        if (raw != table.ContentHash)
            throw new InvalidOperationException("The copy of the file changed after it was hashed.");
        var typed = workspace.Artifacts.Add(table.TablePath);
        return workspace.Metadata.Write(transaction =>
        {
            foreach (var record in transaction.List(Kind, name))
                if (RecordJson.Read<DatasetVersion>(record.Json) is var known && known.RawArtifact == raw && known.TableArtifact == typed && known.Format == table.Format)
                    return known;
            var version = new DatasetVersion
            {
                Name = name,
                Version = transaction.NextVersion(Kind, name),
                ContentHash = table.ContentHash,
                RawArtifact = raw,
                TableArtifact = typed,
                SourceName = SafeText.Line(sourceName, 200),
                Rows = table.Rows,
                Columns = table.Columns,
                Format = table.Format,
                CreatedAt = workspace.Time.GetUtcNow(),
            };
            transaction.Put(Kind, name, version.Version, RecordJson.Write(version));
            transaction.AddEvent("dataset-version-created", version.Id, "{}");
            return version;
        });
    }
}
