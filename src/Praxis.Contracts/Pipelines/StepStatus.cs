namespace Praxis.Contracts.Pipelines;

/// <summary>Where a step of an execution stands, in SageMaker's words.</summary>
public enum StepStatus
{
    /// <summary>Its inputs are there; it waits for its turn.</summary>
    Starting,

    /// <summary>It runs.</summary>
    Executing,

    /// <summary>It is being stopped.</summary>
    Stopping,

    /// <summary>It was stopped.</summary>
    Stopped,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It is done.</summary>
    Succeeded,
}
