namespace Praxis.Contracts.Experiments;

/// <summary>One try: what it was made with and what it measured. SageMaker calls it a trial component.</summary>
public sealed record ExperimentRun
{
    /// <summary>32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>The experiment's id.</summary>
    public required string ExperimentId { get; init; }

    /// <summary>The name people use; not unique.</summary>
    public required string Name { get; init; }

    /// <summary>Who started it.</summary>
    public string User { get; init; } = "";

    /// <summary>Where it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Why it stands there; null where nobody said.</summary>
    public string? Message { get; init; }

    /// <summary>The job that it tells of; null for none.</summary>
    public string? JobId { get; init; }

    /// <summary>When it started (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended (UTC); null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When it was deleted (UTC); null while it lives.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>What it was made with.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>What is said of it.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>What it measured, a summary a metric.</summary>
    public IReadOnlyList<MetricSummary> Metrics { get; init; } = [];

    /// <summary>The data that went in.</summary>
    public IReadOnlyList<RunDataset> Datasets { get; init; } = [];

    /// <summary>The models that went in and came out.</summary>
    public IReadOnlyList<RunModel> Models { get; init; } = [];

    /// <summary>Where its artifacts stand.</summary>
    public string ArtifactUri => $"mlflow-artifacts:/{ExperimentId}/{Id}/artifacts";
}
