using Praxis.Contracts.Experiments;

namespace Praxis.Platform.Foundation.Tracking;

/// <summary>Everything that a job or a pipeline's step tells of itself: the fields of SageMaker's trial component, and where it belongs.</summary>
public sealed record RunLog
{
    /// <summary>The experiment's name; made where it is missing.</summary>
    public required string Experiment { get; init; }

    /// <summary>What is told of: a job's id, or an execution's id and a step's name. The same one is one run, however often it is told.</summary>
    public required string JobId { get; init; }

    /// <summary>The run's name; a random one where it is null.</summary>
    public string? Name { get; init; }

    /// <summary>The run group (trial) that it belongs to; null for none.</summary>
    public string? Group { get; init; }

    /// <summary>The run that it is a part of, by its <see cref="JobId"/>; null for none.</summary>
    public string? ParentJobId { get; init; }

    /// <summary>Who started it.</summary>
    public string User { get; init; } = "";

    /// <summary>Where it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Why it stands there; null where nobody said.</summary>
    public string? Message { get; init; }

    /// <summary>When it started (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended (UTC); null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What it was made with.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>All that it measured so far; takes the place of what was told before.</summary>
    public IReadOnlyList<MetricPoint> Metrics { get; init; } = [];

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The data that went in.</summary>
    public IReadOnlyList<RunDataset> Inputs { get; init; } = [];

    /// <summary>The artifacts that came out, by their paths among the run's artifacts; the value is the artifact's hash.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; init; } = new Dictionary<string, string>();

    /// <summary>The models that went in or came out.</summary>
    public IReadOnlyList<RunModel> Models { get; init; } = [];
}
