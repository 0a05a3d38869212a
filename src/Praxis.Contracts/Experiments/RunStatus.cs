namespace Praxis.Contracts.Experiments;

/// <summary>Where a run stands, in MLflow's words; beside each SageMaker's.</summary>
public enum RunStatus
{
    /// <summary>It logs (<c>InProgress</c>).</summary>
    Running,

    /// <summary>It waits to begin.</summary>
    Scheduled,

    /// <summary>It ended well (<c>Completed</c>).</summary>
    Finished,

    /// <summary>It ended badly (<c>Failed</c>).</summary>
    Failed,

    /// <summary>It was ended (<c>Stopped</c>).</summary>
    Killed,
}
