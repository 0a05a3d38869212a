namespace Praxis.Contracts.Ingest;

/// <summary>How a file was read; each part can be overridden by an option of the same name.</summary>
public sealed record FileFormat
{
    /// <summary><c>csv</c>, <c>jsonl</c> or <c>parquet</c> (TSV is CSV with a tab).</summary>
    public required string Format { get; init; }

    /// <summary>The character between two fields of a CSV file.</summary>
    public char? Delimiter { get; init; }

    /// <summary><c>utf-8</c>, <c>utf-16</c>, <c>windows-1252</c>, …</summary>
    public string Encoding { get; init; } = "utf-8";

    /// <summary>Whether the first row holds the columns' names.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary><c>gzip</c> or <c>zstd</c>; null where the file is not compressed.</summary>
    public string? Compression { get; init; }
}
