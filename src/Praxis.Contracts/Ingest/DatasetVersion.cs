using System.Text.Json.Serialization;

namespace Praxis.Contracts.Ingest;

/// <summary>A dataset at one content: the same bytes read the same way are the same version.</summary>
public sealed record DatasetVersion
{
    /// <summary>The database of every dataset that names none.</summary>
    public const string DefaultDatabase = "default";

    /// <summary>The database that it stands in.</summary>
    public string Database { get; init; } = DefaultDatabase;

    /// <summary>The dataset's name.</summary>
    public required string Name { get; init; }

    /// <summary>1, 2, 3, …</summary>
    public required int Version { get; init; }

    /// <summary>The version that this one added rows to; null where it stands alone.</summary>
    public int? Parent { get; init; }

    /// <summary>SHA-256 of the file's bytes, hexadecimal, as <c>sha256sum</c> prints it; for several files that of the lines <c>HASH  NAME</c>.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The files that it was made from, the parent's first.</summary>
    public required IReadOnlyList<DatasetFile> Files { get; init; }

    /// <summary>The typed table, in pieces; rows are numbered through them from 1.</summary>
    public required IReadOnlyList<DatasetPart> Parts { get; init; }

    /// <summary>Name of the file, folder or pattern it came from, without the folder before it.</summary>
    public required string SourceName { get; init; }

    /// <summary>Rows of the table.</summary>
    public required long Rows { get; init; }

    /// <summary>Columns in the file's order.</summary>
    public required IReadOnlyList<ColumnSchema> Columns { get; init; }

    /// <summary>How the files were read.</summary>
    public required FileFormat Format { get; init; }

    /// <summary>When the version was registered (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary><c>name:version</c>, or <c>database.name:version</c> outside the default database.</summary>
    public string Id => $"{QualifiedName}:{Version}";

    /// <summary><c>name</c>, or <c>database.name</c> outside the default database.</summary>
    [JsonIgnore]
    public string QualifiedName => Database == DefaultDatabase ? Name : $"{Database}.{Name}";
}
