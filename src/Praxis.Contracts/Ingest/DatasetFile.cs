namespace Praxis.Contracts.Ingest;

/// <summary>A file that a dataset version was made from.</summary>
public sealed record DatasetFile
{
    /// <summary>Its name, with the folders below the one that was registered.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of its bytes as they lay on the disk (compressed where it was), hexadecimal, as <c>sha256sum</c> prints it.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The artifact that holds the original bytes.</summary>
    public required string RawArtifact { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Data rows that came of it.</summary>
    public required long Rows { get; init; }
}
