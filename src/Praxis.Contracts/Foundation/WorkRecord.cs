namespace Praxis.Contracts.Foundation;

/// <summary>A work on record: an analysis, a run of a recipe, a processing job. What it read, with which settings, and what came of it.</summary>
public sealed record WorkRecord
{
    /// <summary>UUIDv7.</summary>
    public required string Id { get; init; }

    /// <summary>What was done: <c>insights</c>, <c>bias</c>, <c>run</c>, <c>apply</c>, <c>program</c>, <c>sql</c>, <c>recipe</c>.</summary>
    public required string What { get; init; }

    /// <summary>The name people use.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands.</summary>
    public required JobStatus Status { get; init; }

    /// <summary>What it was made with, by name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>What it has read.</summary>
    public IReadOnlyList<WorkInput> Inputs { get; init; } = [];

    /// <summary>The files that it has made.</summary>
    public IReadOnlyList<WorkOutput> Outputs { get; init; } = [];

    /// <summary>The dataset versions that were made of its files.</summary>
    public IReadOnlyList<string> Datasets { get; init; } = [];

    /// <summary>Its child processes; empty where it ran in the process of its command.</summary>
    public IReadOnlyList<WorkProcess> Processes { get; init; } = [];

    /// <summary>What came out, in a sentence; null before the end.</summary>
    public string? Finding { get; init; }

    /// <summary>Why it failed.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>Whether its end was asked for.</summary>
    public bool StopRequested { get; init; }

    /// <summary>When it was recorded (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended (UTC).</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The process that runs it.</summary>
    public required int ProcessId { get; init; }

    /// <summary>When that process started, in the system's own unit.</summary>
    public required long ProcessStart { get; init; }
}
