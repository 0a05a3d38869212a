namespace Praxis.Contracts.Pipelines;

/// <summary>One run of a pipeline.</summary>
public sealed record Execution
{
    /// <summary>UUIDv7, so that identifiers sort by time.</summary>
    public required string Id { get; init; }

    /// <summary>The pipeline's name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The version of its definition that is run.</summary>
    public required int PipelineVersion { get; init; }

    /// <summary>What people call it; <c>execution-</c> and the time where nothing was said.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Where it stands.</summary>
    public required ExecutionStatus Status { get; init; }

    /// <summary>Why it failed; null otherwise.</summary>
    public string? FailureReason { get; init; }

    /// <summary>Every parameter with the value it has here, as text.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>How many steps may run at a time.</summary>
    public required int MaxParallelSteps { get; init; }

    /// <summary>Jobs of executions with a greater one go first.</summary>
    public int Priority { get; init; }

    /// <summary>Whether steps may be answered from an earlier run.</summary>
    public bool UsesCache { get; init; } = true;

    /// <summary>The only steps to run; empty for all.</summary>
    public IReadOnlyList<string> SelectedSteps { get; init; } = [];

    /// <summary>The execution that answers for the steps that are not selected.</summary>
    public string? SourceExecution { get; init; }

    /// <summary>What started it: <c>person</c>, <c>schedule</c>, <c>trigger</c>.</summary>
    public string StartedBy { get; init; } = "person";

    /// <summary>When it was started (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended (UTC).</summary>
    public DateTimeOffset? EndedAt { get; init; }
}
