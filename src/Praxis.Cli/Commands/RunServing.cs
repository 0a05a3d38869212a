namespace Praxis.Cli.Commands;

/// <summary>What a run does with its result.</summary>
internal sealed record RunServing
{
    public string? Workspace { get; init; }

    public bool NoServe { get; init; }

    public string Url { get; init; } = "";

    public bool Insecure { get; init; }

    public string? Certificate { get; init; }

    public string ReportFolder { get; init; } = ".";

    /// <summary>A line for the end, after the report is named.</summary>
    public string? AfterReport { get; init; }

    /// <summary>How to have the run as a pipeline; null where it cannot be one.</summary>
    public string? PipelineHint { get; init; }

    /// <summary>How to see the execution; null until it has run.</summary>
    public string? ExecutionHint { get; init; }

    /// <summary>Whether every step runs, also those with an earlier result.</summary>
    public bool NoCache { get; init; }

    public bool Json { get; init; }

    /// <summary>Whether the server leaves jobs running at its end, for the next one to go on with.</summary>
    public bool KeepsJobs { get; init; }
}
