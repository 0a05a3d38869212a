namespace Praxis.Contracts.Pipelines;

/// <summary>One version of a pipeline on record.</summary>
public sealed record Pipeline
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>1, 2, 3, …; a new one for each changed definition.</summary>
    public required int Version { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The definition: SageMaker's JSON, version 2020-12-01.</summary>
    public required string Definition { get; init; }

    /// <summary>How many steps of an execution run at a time where nothing is said; null for the machine's choice.</summary>
    public int? MaxParallelSteps { get; init; }

    /// <summary>Words to find it by.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>When this version was written (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary><c>name:version</c>.</summary>
    public string Id => $"{Name}:{Version}";
}
