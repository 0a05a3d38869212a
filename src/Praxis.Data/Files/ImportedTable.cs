using Praxis.Contracts.Ingest;

namespace Praxis.Data.Files;

/// <summary>Files taken in: their bytes, their typed table and what the columns are.</summary>
public sealed record ImportedTable
{
    /// <summary>The files, in the order of their rows.</summary>
    public required IReadOnlyList<ImportedFile> Files { get; init; }

    /// <summary>The typed table (Parquet) in the scratch folder; its first column <c>__row</c> counts the data rows from 1.</summary>
    public required string TablePath { get; init; }

    /// <summary>Data rows.</summary>
    public required long Rows { get; init; }

    /// <summary>The columns in the first file's order, those of its folders last.</summary>
    public required IReadOnlyList<ColumnSchema> Columns { get; init; }

    /// <summary>How the files were read.</summary>
    public required FileFormat Format { get; init; }

    /// <summary>SHA-256 of the first file's bytes, lower-case hexadecimal.</summary>
    public string ContentHash => Files[0].ContentHash;

    /// <summary>The copy of the first file's bytes in the scratch folder.</summary>
    public string RawPath => Files[0].RawPath;
}
