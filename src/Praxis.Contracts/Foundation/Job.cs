namespace Praxis.Contracts.Foundation;

/// <summary>A unit of work with a process of its own.</summary>
public sealed record Job
{
    /// <summary>UUIDv7, so that identifiers sort by time of creation.</summary>
    public required string Id { get; init; }

    /// <summary>What kind of work: <c>training</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The name people use.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands.</summary>
    public required JobStatus Status { get; init; }

    /// <summary>What it is doing at the moment, for example <c>Starting</c>, <c>Training</c>, <c>Uploading</c>.</summary>
    public string SecondaryStatus { get; init; } = "";

    /// <summary>Why it failed; null otherwise.</summary>
    public string? FailureReason { get; init; }

    /// <summary>Hash of everything the result depends on: algorithm, hyper-parameters, seed, inputs. Two jobs with one fingerprint give the same bytes.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>When it was recorded (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its process started (UTC).</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it reached its last status (UTC).</summary>
    public DateTimeOffset? EndedAt { get; init; }
}
