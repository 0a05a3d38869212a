namespace Praxis.Contracts.Ingest;

/// <summary>A piece of a dataset's typed table: what one registration or one append added. Parts are shared by the versions that hold them.</summary>
public sealed record DatasetPart
{
    /// <summary>The artifact that holds the typed rows (Parquet).</summary>
    public required string TableArtifact { get; init; }

    /// <summary>Its rows.</summary>
    public required long Rows { get; init; }
}
