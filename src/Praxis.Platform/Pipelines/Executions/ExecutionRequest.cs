namespace Praxis.Platform.Pipelines.Executions;

/// <summary>What to start a pipeline with.</summary>
public sealed record ExecutionRequest
{
    /// <summary><c>NAME</c>, the newest version, or <c>NAME:VERSION</c>.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Values of parameters, as text; the others have their defaults.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>What people call the execution.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The same start asked for twice with one token is one execution.</summary>
    public string? Token { get; init; }

    /// <summary>How many steps may run at a time; null takes the pipeline's or the machine's.</summary>
    public int? MaxParallelSteps { get; init; }

    /// <summary>Jobs of executions with a greater one go first.</summary>
    public int Priority { get; init; }

    /// <summary>Whether steps may be answered from earlier runs.</summary>
    public bool UsesCache { get; init; } = true;

    /// <summary>The only steps to run; empty for all.</summary>
    public IReadOnlyList<string> SelectedSteps { get; init; } = [];

    /// <summary>The execution that answers for the others; null takes the newest that succeeded where one is needed.</summary>
    public string? SourceExecution { get; init; }

    /// <summary>Whether this process owns it from the moment it is there, and runs it; what a process that is gone left of the same version ends in its favour.</summary>
    internal bool IsOwned { get; init; }

    /// <summary>What starts it: <c>person</c>, <c>schedule</c>, <c>trigger</c>.</summary>
    public string StartedBy { get; init; } = "person";
}
