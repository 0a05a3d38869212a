namespace Praxis.Contracts.Foundation;

/// <summary>Where a job stands, in SageMaker's words.</summary>
public enum JobStatus
{
    /// <summary>Recorded, not yet started.</summary>
    Pending,

    /// <summary>Its process runs.</summary>
    InProgress,

    /// <summary>It ended well; its outputs are artifacts.</summary>
    Completed,

    /// <summary>It ended badly; <see cref="Job.FailureReason"/> says why.</summary>
    Failed,

    /// <summary>It was asked to stop and has its time of grace.</summary>
    Stopping,

    /// <summary>It was stopped; its checkpoints remain.</summary>
    Stopped,
}
