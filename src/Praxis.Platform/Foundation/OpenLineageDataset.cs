namespace Praxis.Platform.Foundation;

/// <summary>Data that a run read or wrote, as OpenLineage tells it.</summary>
/// <param name="Namespace">Where its name means something: <c>file</c> for local files, <c>praxis</c> for the workspace's own.</param>
/// <param name="Name">Its name; of a local file its absolute path.</param>
public sealed record OpenLineageDataset(string Namespace, string Name)
{
    /// <summary>Its version; null where there is none.</summary>
    public string? Version { get; init; }

    /// <summary>Its columns and their types.</summary>
    public IReadOnlyList<(string Name, string? Type)> Fields { get; init; } = [];

    /// <summary>Its rows; null where nobody counted.</summary>
    public long? Rows { get; init; }

    /// <summary>Its bytes; null where nobody counted.</summary>
    public long? Bytes { get; init; }

    /// <summary>Its files; null where nobody counted.</summary>
    public long? Files { get; init; }
}
