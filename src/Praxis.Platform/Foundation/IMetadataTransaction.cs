using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>One short change; all of it or nothing.</summary>
public interface IMetadataTransaction : IMetadataReader
{
    /// <summary>Writes a record, replacing the content of one that is there.</summary>
    void Put(string kind, string name, int version, string json);

    /// <summary>Removes a record; says whether it was there.</summary>
    bool Delete(string kind, string name, int version);

    /// <summary>The next free version of a name.</summary>
    int NextVersion(string kind, string name);

    /// <summary>Writes a lineage edge; one that is there already stays.</summary>
    void AddEdge(LineageEdge edge);

    /// <summary>Writes an event.</summary>
    void AddEvent(string kind, string subject, string json);
}
