namespace Praxis.Data.Files;

/// <summary>One file of an imported table.</summary>
public sealed record ImportedFile
{
    /// <summary>Its name (<see cref="SourceFile.Name"/>).</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of its bytes, lower-case hexadecimal.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The copy of its bytes in the scratch folder.</summary>
    public required string RawPath { get; init; }

    /// <summary>Its length.</summary>
    public required long Bytes { get; init; }

    /// <summary>Data rows that came of it.</summary>
    public required long Rows { get; init; }
}
