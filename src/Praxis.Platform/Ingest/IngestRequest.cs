using Praxis.Data.Files;

namespace Praxis.Platform.Ingest;

/// <summary>What to take in, and as what.</summary>
public sealed record IngestRequest
{
    /// <summary>Files, folders (every table below them; folders called <c>column=value</c> give a column) and patterns (<c>*</c>, <c>?</c>, <c>**</c>).</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>The dataset's name, <c>[DATABASE.]NAME</c>; null takes the first path's.</summary>
    public string? Name { get; init; }

    /// <summary>How to read the files.</summary>
    public ReadOptions Reading { get; init; } = new();

    /// <summary>Whether the rows are added to the newest version; files that it holds already are passed over.</summary>
    public bool Append { get; init; }

    /// <summary>Whether links in folders are followed wherever they lead.</summary>
    public bool AllowLinks { get; init; }
}
