namespace Praxis.Contracts.Pipelines;

/// <summary>Where an execution of a pipeline stands, in SageMaker's words.</summary>
public enum ExecutionStatus
{
    /// <summary>Steps run, or wait for others.</summary>
    Executing,

    /// <summary>Somebody asked for its end; running steps are being stopped.</summary>
    Stopping,

    /// <summary>It was stopped; it can be retried.</summary>
    Stopped,

    /// <summary>A step failed; it can be retried.</summary>
    Failed,

    /// <summary>Every step that was to run did.</summary>
    Succeeded,
}
