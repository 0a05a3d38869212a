using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>Reads of one consistent state.</summary>
public interface IMetadataReader
{
    /// <summary>A record, the newest version where none is said; null where there is none.</summary>
    MetadataRecord? Find(string kind, string name, int? version = null);

    /// <summary>The records of a kind, by name and version.</summary>
    IReadOnlyList<MetadataRecord> List(string kind, string? name = null);

    /// <summary>The edges that end (upstream) or begin (downstream) at a node.</summary>
    IReadOnlyList<LineageEdge> Edges(LineageNode node, bool upstream);

    /// <summary>The events after a cursor, at most <paramref name="most"/>.</summary>
    IReadOnlyList<MetadataEvent> Events(long after, int most = 1000);
}
