namespace Praxis.Platform.Foundation;

/// <summary>Something that happened to a run, as OpenLineage tells it. A run has one START and one of COMPLETE, ABORT and FAIL.</summary>
public sealed record OpenLineageRun
{
    /// <summary><c>START</c>, <c>RUNNING</c>, <c>COMPLETE</c>, <c>ABORT</c>, <c>FAIL</c> or <c>OTHER</c>.</summary>
    public required string EventType { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The run; the same of all its events.</summary>
    public required Guid RunId { get; init; }

    /// <summary>Where the job's name means something, such as the workspace's id.</summary>
    public required string JobNamespace { get; init; }

    /// <summary>The job: a pipeline's name, or <c>PIPELINE.STEP</c>.</summary>
    public required string JobName { get; init; }

    /// <summary>What kind of job: <c>PIPELINE</c>, <c>TRAINING</c>, <c>PROCESSING</c>, …</summary>
    public string JobType { get; init; } = "JOB";

    /// <summary>The run that it is a part of, with its job's name in the same namespace; null for none.</summary>
    public (Guid RunId, string JobName)? Parent { get; init; }

    /// <summary>Why it failed; null where it did not.</summary>
    public string? Error { get; init; }

    /// <summary>What it read.</summary>
    public IReadOnlyList<OpenLineageDataset> Inputs { get; init; } = [];

    /// <summary>What it wrote.</summary>
    public IReadOnlyList<OpenLineageDataset> Outputs { get; init; } = [];
}
