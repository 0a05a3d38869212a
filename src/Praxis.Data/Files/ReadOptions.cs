using Praxis.Contracts.Ingest;

namespace Praxis.Data.Files;

/// <summary>How to read a file; what is null is found out from the file.</summary>
public sealed record ReadOptions
{
    /// <summary><c>csv</c>, <c>tsv</c>, <c>jsonl</c> or <c>parquet</c>; null goes by the file's name and first bytes.</summary>
    public string? Format { get; init; }

    /// <summary>The character between two fields; null chooses among comma, semicolon, tab and bar.</summary>
    public char? Delimiter { get; init; }

    /// <summary><c>utf-8</c>, <c>utf-16</c>, <c>utf-16be</c>, <c>windows-1252</c> or <c>latin1</c>; null is UTF-8 unless the file begins with a UTF-16 mark.</summary>
    public string? Encoding { get; init; }

    /// <summary>Whether the first row holds the columns' names; null is yes.</summary>
    public bool? HasHeader { get; init; }

    /// <summary>Whether cells of a CSV file lose the apostrophe that Praxis's own exports put before what a spreadsheet would run.</summary>
    public bool Unguard { get; init; }

    /// <summary>Types that columns must have, by name; a type that a value does not fit is an error. Columns not named here get the type that is proved.</summary>
    public IReadOnlyDictionary<string, ColumnType> Types { get; init; } = new Dictionary<string, ColumnType>();

    /// <summary>The columns that every file must have, in the table's order; null takes the first file's. Files name them in any order.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Whether a file may lack columns that others have; its rows have no value there.</summary>
    public bool Union { get; init; }

    /// <summary>How many times its own length a compressed file may grow, beyond the first 64 MiB.</summary>
    public int MaxExpansion { get; init; } = 200;

    /// <summary>The longest field taken, in bytes.</summary>
    public int MaxFieldBytes { get; init; } = 16 * 1024 * 1024;
}
