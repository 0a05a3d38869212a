namespace Praxis.Contracts.Ingest;

/// <summary>A dataset at one content: the same bytes read the same way are the same version.</summary>
public sealed record DatasetVersion
{
    /// <summary>The dataset's name.</summary>
    public required string Name { get; init; }

    /// <summary>1, 2, 3, …</summary>
    public required int Version { get; init; }

    /// <summary>SHA-256 of the file's bytes, hexadecimal, as <c>sha256sum</c> prints it.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The artifact that holds the original file.</summary>
    public required string RawArtifact { get; init; }

    /// <summary>The artifact that holds the typed table (Parquet).</summary>
    public required string TableArtifact { get; init; }

    /// <summary>Name of the file it came from, without its folder.</summary>
    public required string SourceName { get; init; }

    /// <summary>Rows of the table.</summary>
    public required long Rows { get; init; }

    /// <summary>Columns in the file's order.</summary>
    public required IReadOnlyList<ColumnSchema> Columns { get; init; }

    /// <summary>How the file was read.</summary>
    public required FileFormat Format { get; init; }

    /// <summary>When the version was registered (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary><c>name:version</c>.</summary>
    public string Id => $"{Name}:{Version}";
}
