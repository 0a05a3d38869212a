using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>A question about the lineage: SageMaker's QueryLineage.</summary>
public sealed record LineageQuery
{
    /// <summary>Most associations that an answer may be away from a start.</summary>
    public const int MostDepth = 100;

    /// <summary>Most things of one page.</summary>
    public const int MostVertices = 10_000;

    /// <summary>Where it begins.</summary>
    public required IReadOnlyList<LineageNode> Starts { get; init; }

    /// <summary>Which way it looks.</summary>
    public LineageDirection Direction { get; init; } = LineageDirection.Both;

    /// <summary>How far it looks, in associations.</summary>
    public int Depth { get; init; } = 10;

    /// <summary>Whether the associations are told too.</summary>
    public bool IncludeEdges { get; init; } = true;

    /// <summary>Most things of a page.</summary>
    public int Most { get; init; } = MostVertices;

    /// <summary>Where to go on; null for the first page.</summary>
    public string? PageToken { get; init; }

    /// <summary>Only these types, such as <c>DataSet</c>, or the lineage's own kinds, such as <c>dataset</c>; empty for all. What is filtered away is walked through all the same.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Only these of <c>Artifact</c>, <c>Action</c>, <c>Context</c>, <c>TrialComponent</c>; empty for all.</summary>
    public IReadOnlyList<string> LineageTypes { get; init; } = [];

    /// <summary>Only what was made before (UTC).</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Only what was made after (UTC).</summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>Only what was changed before (UTC).</summary>
    public DateTimeOffset? ModifiedBefore { get; init; }

    /// <summary>Only what was changed after (UTC).</summary>
    public DateTimeOffset? ModifiedAfter { get; init; }

    /// <summary>Only what has one of these properties; empty for all.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    internal bool AsksForNode => CreatedBefore is not null || CreatedAfter is not null || ModifiedBefore is not null || ModifiedAfter is not null || Properties.Count > 0;
}
