using Praxis.Contracts.Ingest;

namespace Praxis.Data.Files;

/// <summary>A file taken in: its bytes, its typed table and what the columns are.</summary>
public sealed record ImportedTable
{
    /// <summary>SHA-256 of the file's bytes, lower-case hexadecimal.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The copy of the file's bytes in the scratch folder.</summary>
    public required string RawPath { get; init; }

    /// <summary>The typed table (Parquet) in the scratch folder; its first column <c>__row</c> counts the data rows from 1.</summary>
    public required string TablePath { get; init; }

    /// <summary>Data rows.</summary>
    public required long Rows { get; init; }

    /// <summary>The columns in the file's order.</summary>
    public required IReadOnlyList<ColumnSchema> Columns { get; init; }

    /// <summary>How the file was read.</summary>
    public required FileFormat Format { get; init; }
}
