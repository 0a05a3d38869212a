using System.Security.Cryptography;
using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;
using Praxis.Data.Files;
using Praxis.Data.Queries;
using Praxis.Data.Tables;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Ingest;

/// <summary>The catalog: takes files in as dataset versions, finds, lists, opens, drops and restores them.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class Datasets(Workspace workspace)
{
    /// <summary>The kind of the records and lineage nodes of the default database; another's is <c>dataset.NAME</c>.</summary>
    public const string Kind = "dataset";

    private const string DatabaseKind = "database";
    private const int MostFilesInLineage = 20;

    /// <summary>Takes one file in. The same bytes read the same way are the version that is there already.</summary>
    /// <param name="file">The file's path.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="name">The dataset's name; null takes the file's.</param>
    /// <param name="cancellationToken">Ends the work; nothing is registered then.</param>
    /// <exception cref="UserException">The file cannot be read as a table; everything wrong with it is told.</exception>
    public DatasetVersion Ingest(string file, ReadOptions options, string? name, CancellationToken cancellationToken) =>
        Ingest([new SourceFile(file)], Path.GetFileName(file), new IngestRequest { Paths = [file], Name = name, Reading = options }, cancellationToken);

    /// <summary>Takes files, folders and patterns in as one dataset version, or adds them to the newest.</summary>
    /// <exception cref="UserException">A file cannot be read, is not of the others' shape, or leads out of its folder; everything found is told, nothing is registered.</exception>
    public DatasetVersion Ingest(IngestRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            var sources = new SourceFiles(request.AllowLinks).Find(request.Paths);
            var first = request.Paths.Count == 1 ? request.Paths[0] : sources[0].Path;
            return Ingest(sources, Path.GetFileName(Path.TrimEndingDirectorySeparator(first)), request, cancellationToken);
        }
        catch (Exception error) when (Failures.IsDisk(error))
        {
            throw new UserException(Fault.Environment, [new Problem { Type = "no-permission", Found = $"a path cannot be read: {SafeText.Line(error.Message, 300)}", Remedy = "Check its permissions" }], error);
        }
    }

    /// <summary>The version that <c>[DATABASE.]NAME</c> (the newest) or <c>[DATABASE.]NAME@VERSION</c> names.</summary>
    /// <exception cref="UserException">There is none; the nearest name is told.</exception>
    public DatasetVersion Get(string reference) => Find(reference) ?? throw Missing(reference);

    /// <summary>The same, null where there is none.</summary>
    public DatasetVersion? Find(string reference)
    {
        var name = DatasetName.Parse(reference);
        return workspace.Metadata.Read(reader => reader.Find(name.Kind, name.Name, name.Version) is { } record ? RecordJson.Read<DatasetVersion>(record.Json) : null);
    }

    /// <summary>Every version, by database, name and version.</summary>
    public IReadOnlyList<DatasetVersion> List() => workspace.Metadata.Read(reader => Databases(reader)
        .SelectMany(database => reader.List(DatasetName.KindOf(database)))
        .Select(record => RecordJson.Read<DatasetVersion>(record.Json)).ToList());

    /// <summary>The databases, the default one first.</summary>
    public IReadOnlyList<string> Databases() => workspace.Metadata.Read(reader => Databases(reader).ToList());

    /// <summary>Opens a version's table to be read; nothing else of the disk can be reached through it.</summary>
    /// <exception cref="UserException">An artifact is missing or damaged.</exception>
    public TableView Open(DatasetVersion version) => TableView.Open(Table(version));

    /// <summary>A version's table as its files, for <see cref="TableView"/>, queries and recipes.</summary>
    public StoredTable Table(DatasetVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return new StoredTable { Parts = [.. version.Parts.Select(part => new StoredPart(workspace.Artifacts.PathOf(part.TableArtifact), part.Rows))] };
    }

    /// <summary>The first rows of a version, as texts.</summary>
    public QueryResult Preview(DatasetVersion version, int rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(version);
        var table = new QueryTable(version.Id, [.. version.Columns.Select(column => column.Name)], Table(version));
        return QueryEngine.Run("SELECT * FROM preview", new QueryCatalog { Find = (_, _) => table, Names = () => [] }, new QueryOptions(), rows, cancellationToken);
    }

    /// <summary>Takes a version, or every version of a name, out of the catalog. Its bytes stay until a <c>workspace gc</c> after the grace time; until then <see cref="Restore"/> brings it back.</summary>
    /// <returns>The versions that are gone.</returns>
    /// <exception cref="UserException">There is none, or a model was trained on one, which is named.</exception>
    public IReadOnlyList<DatasetVersion> Drop(string reference)
    {
        var gone = Move(DatasetName.Parse(reference), dropped: false);
        return gone.Count > 0 ? gone : throw Missing(reference);
    }

    /// <summary>Brings dropped versions back.</summary>
    public IReadOnlyList<DatasetVersion> Restore(string reference)
    {
        var back = Move(DatasetName.Parse(reference), dropped: true);
        return back.Count > 0 ? back : throw new UserException(new Problem
        {
            Type = "nothing-to-restore",
            Found = $"there is no dropped dataset '{SafeText.Line(reference, 80)}' whose bytes are still there",
            Remedy = "Take its files in again",
        });
    }

    private List<DatasetVersion> Move(DatasetName name, bool dropped) => workspace.Metadata.Write(transaction =>
    {
        var (from, to) = dropped ? (name.DroppedKind, name.Kind) : (name.Kind, name.DroppedKind);
        var moved = new List<DatasetVersion>();
        foreach (var record in transaction.List(from, name.Name).Where(record => (name.Version is null || record.Version == name.Version) && record.Json != "{}"))
        {
            if (!dropped)
                RecordReferences.RequireUnused(transaction, Kind, RecordJson.Read<DatasetVersion>(record.Json).Id);
            transaction.Delete(from, record.Name, record.Version);
            transaction.Put(to, record.Name, record.Version, record.Json);
            moved.Add(RecordJson.Read<DatasetVersion>(record.Json));
            transaction.AddEvent(dropped ? "dataset-version-restored" : "dataset-version-dropped", moved[^1].Id, "{}");
        }

        return moved;
    });

    private DatasetVersion Ingest(IReadOnlyList<SourceFile> sources, string sourceName, IngestRequest request, CancellationToken cancellationToken)
    {
        var name = request.Name is null
            ? new DatasetName(DatasetVersion.DefaultDatabase, NameFor(sourceName), null)
            : DatasetName.Parse(request.Name);
        if (name.Version is not null)
            throw new UserException(new Problem { Type = "invalid-name", Found = $"'{SafeText.Line(request.Name, 80)}' names a version", Expected = "a name alone; the next version is given" });
        RequireCase(name);
        var parent = request.Append ? Find($"{name.Database}.{name.Name}") : null;
        if (parent is not null)
        {
            sources = NewFiles(parent, sources, cancellationToken);
            if (sources.Count == 0)
                return parent;
        }

        var scratch = workspace.NewScratch();
        try
        {
            Posix.CreateFolder(scratch);
            var reading = parent is null ? request.Reading : request.Reading with { Columns = [.. parent.Columns.Select(column => column.Name)], HasHeader = request.Reading.HasHeader ?? parent.Format.HasHeader };
            return Register(name, parent, sourceName, TableReader.Import(sources, reading, scratch, cancellationToken));
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

    /// <summary>The name of the dataset of a file, where none is said.</summary>
    internal static string NameFor(string fileName) => ResourceName.From(NameOf(fileName), "data");

    private static string NameOf(string sourceName)
    {
        var name = sourceName.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) || sourceName.EndsWith(".zst", StringComparison.OrdinalIgnoreCase) ? Path.GetFileNameWithoutExtension(sourceName) : sourceName;
        return Path.GetFileNameWithoutExtension(name);
    }

    private static IEnumerable<string> Databases(IMetadataReader reader) => reader.List(DatabaseKind).Select(record => record.Name).Prepend(DatasetVersion.DefaultDatabase);

    /// <summary>The files that the parent does not hold; one of the same name and other bytes is no new file.</summary>
    private static List<SourceFile> NewFiles(DatasetVersion parent, IReadOnlyList<SourceFile> sources, CancellationToken cancellationToken)
    {
        var hashes = parent.Files.Select(file => file.ContentHash).ToHashSet(StringComparer.Ordinal);
        var names = parent.Files.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        var files = new List<SourceFile>();
        var problems = new List<Problem>();
        foreach (var source in sources)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (File.Exists(source.Path) && hashes.Contains(HashOf(source.Path)))
                continue;
            if (sources.Count > 1 && names.Contains(SafeText.Line(source.Name, 200)))
                problems.Add(new Problem { Type = "file-changed", Found = $"'{SafeText.Line(source.Name, 120)}' is in {parent.Id} with other bytes", Expected = "new files", Remedy = "Register the folder without --append; unchanged files are kept once" });
            files.Add(source);
        }

        return problems.Count == 0 ? files : throw new UserException(Fault.Input, problems);
    }

    private static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    // SQL does not tell Reviews from reviews.
    private void RequireCase(DatasetName name)
    {
        var other = workspace.Metadata.Read(reader => reader.List(name.Kind)).Select(record => record.Name).FirstOrDefault(known => known != name.Name && string.Equals(known, name.Name, StringComparison.OrdinalIgnoreCase));
        if (other is not null)
            throw new UserException(new Problem { Type = "name-differs-in-case", Found = $"there is a dataset '{other}' already, and '{name.Name}' differs in upper and lower case alone", Remedy = $"Say --name {other}, or another name" });
    }

    private DatasetVersion Register(DatasetName name, DatasetVersion? parent, string sourceName, ImportedTable table)
    {
        var files = new List<DatasetFile>(parent?.Files ?? []);
        foreach (var file in table.Files)
        {
            var raw = workspace.Artifacts.Take(file.RawPath);
            if (raw != file.ContentHash)
                throw new InvalidOperationException("The copy of the file changed after it was hashed.");
            files.Add(new DatasetFile { Name = SafeText.Line(file.Name, 200), ContentHash = file.ContentHash, RawArtifact = raw, Bytes = file.Bytes, Rows = file.Rows });
        }

        IReadOnlyList<DatasetPart> parts = [.. parent?.Parts ?? [], new DatasetPart { TableArtifact = workspace.Artifacts.Take(table.TablePath), Rows = table.Rows }];
        var version = new DatasetVersion
        {
            Database = name.Database,
            Name = name.Name,
            Version = 0,
            Parent = parent?.Version,
            ContentHash = files.Count == 1 ? files[0].ContentHash : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(files.Select(file => $"{file.ContentHash}  {file.Name}\n"))))),
            Files = files,
            Parts = parts,
            SourceName = SafeText.Line(sourceName, 200),
            Rows = parts.Sum(part => part.Rows),
            Columns = table.Columns,
            Format = table.Format,
            CreatedAt = workspace.Time.GetUtcNow(),
        };
        if (parent is not null)
        {
            using var whole = Open(version);
            version = version with { Columns = whole.Schemas() };
        }

        return workspace.Metadata.Write(transaction => Write(transaction, name, version, table.Files));
    }

    private static DatasetVersion Write(IMetadataTransaction transaction, DatasetName name, DatasetVersion version, IReadOnlyList<ImportedFile> added)
    {
        foreach (var record in transaction.List(name.Kind, name.Name))
            if (RecordJson.Read<DatasetVersion>(record.Json) is var known && known.ContentHash == version.ContentHash && known.Parts.SequenceEqual(version.Parts) && known.Format == version.Format)
                return known;
        var next = transaction.List(name.DroppedKind, name.Name).Select(record => record.Version + 1).Append(transaction.NextVersion(name.Kind, name.Name)).Max();
        version = version with { Version = next };
        if (name.Database != DatasetVersion.DefaultDatabase && transaction.Find(DatabaseKind, name.Database) is null)
            transaction.Put(DatabaseKind, name.Database, 1, "{}");
        transaction.Put(name.Kind, name.Name, version.Version, RecordJson.Write(version));
        var node = new LineageNode(Kind, version.Id);
        if (version.Parent is { } parent)
            transaction.AddEdge(new LineageEdge(new LineageNode(Kind, $"{version.QualifiedName}:{parent}"), node, "appended-to"));
        if (added.Count <= MostFilesInLineage)
            foreach (var file in added)
                transaction.AddEdge(new LineageEdge(FileNode.Of(file.Name, file.ContentHash), node, "ingested-as"));
        else
            transaction.AddEdge(new LineageEdge(FileNode.Of(FormattableString.Invariant($"{version.SourceName} ({added.Count} files)"), version.ContentHash), node, "ingested-as"));
        transaction.AddEvent("dataset-version-created", version.Id, "{}");
        return version;
    }

    private UserException Missing(string reference)
    {
        var name = DatasetName.Parse(reference);
        var known = List().Select(version => version.QualifiedName).Distinct(StringComparer.Ordinal).ToList();
        var versions = List().Where(version => version.Database == name.Database && version.Name == name.Name).Select(version => version.Version).ToList();
        return new UserException(new Problem
        {
            Type = "unknown-dataset",
            Found = $"there is no dataset '{SafeText.Line(reference, 80)}'",
            Expected = versions.Count > 0 ? $"a version of {string.Join(", ", versions.Take(20))}" : known.Count == 0 ? null : "one of " + string.Join(", ", known.Take(20)),
            Remedy = NearestName.Suggestion(name.Database == DatasetVersion.DefaultDatabase ? name.Name : $"{name.Database}.{name.Name}", known) ?? "praxis ingest takes files in, praxis ingest list shows what there is",
        });
    }
}
