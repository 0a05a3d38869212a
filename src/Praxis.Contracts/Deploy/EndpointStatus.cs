namespace Praxis.Contracts.Deploy;

/// <summary>Where an endpoint stands, in SageMaker's words.</summary>
public enum EndpointStatus
{
    /// <summary>It is being set up.</summary>
    Creating,

    /// <summary>It answers.</summary>
    InService,

    /// <summary>Another model version is being put in.</summary>
    Updating,

    /// <summary>The former model version is being put back.</summary>
    RollingBack,

    /// <summary>No server answers for it at present.</summary>
    OutOfService,

    /// <summary>It is being taken down.</summary>
    Deleting,

    /// <summary>It could not be set up.</summary>
    Failed,
}
