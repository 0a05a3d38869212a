namespace Praxis.Contracts.Pipelines;

/// <summary>What a schedule does when its last execution still runs.</summary>
public enum ConcurrencyPolicy
{
    /// <summary>Leaves the new one out.</summary>
    Forbid,

    /// <summary>Starts it beside the other.</summary>
    Allow,

    /// <summary>Stops the other and starts it.</summary>
    Replace,
}
