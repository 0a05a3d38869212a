namespace Praxis.Contracts.Register;

/// <summary>Whether a model version may be deployed.</summary>
public enum ModelStatus
{
    /// <summary>Nobody has decided.</summary>
    PendingManualApproval,

    /// <summary>It may answer.</summary>
    Approved,

    /// <summary>It may not, and <see cref="ModelVersion.StatusReason"/> says why.</summary>
    Rejected,
}
