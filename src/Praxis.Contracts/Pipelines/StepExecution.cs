namespace Praxis.Contracts.Pipelines;

/// <summary>What became of one step in one execution; a step that has not begun has none.</summary>
public sealed record StepExecution
{
    /// <summary>The execution.</summary>
    public required string Execution { get; init; }

    /// <summary>The step's name in the definition.</summary>
    public required string Name { get; init; }

    /// <summary>Its type, as in the definition.</summary>
    public required string Type { get; init; }

    /// <summary>What people call it.</summary>
    public string? DisplayName { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Where it stands.</summary>
    public required StepStatus Status { get; init; }

    /// <summary>How often it was started again after a failure that may pass.</summary>
    public int Attempts { get; init; }

    /// <summary>The job that runs it, or ran it; null where it needs none.</summary>
    public string? Job { get; init; }

    /// <summary>The execution whose result it was given instead of running; null where it ran.</summary>
    public string? CacheHit { get; init; }

    /// <summary>The execution that answers for it, as it was not selected here.</summary>
    public string? SelectedFrom { get; init; }

    /// <summary>Why it failed.</summary>
    public string? FailureReason { get; init; }

    /// <summary>What it tells of itself, such as <c>{"Condition": {"Outcome": "True"}}</c>; JSON.</summary>
    public string? Metadata { get; init; }

    /// <summary>What other steps may refer to: its describe answer; JSON.</summary>
    public string? Properties { get; init; }

    /// <summary>Every artifact that its result is made of.</summary>
    public IReadOnlyList<string> Artifacts { get; init; } = [];

    /// <summary>When it began (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended (UTC).</summary>
    public DateTimeOffset? EndedAt { get; init; }
}
