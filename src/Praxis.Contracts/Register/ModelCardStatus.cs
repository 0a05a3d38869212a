namespace Praxis.Contracts.Register;

/// <summary>Where a model card stands.</summary>
public enum ModelCardStatus
{
    /// <summary>It is being written.</summary>
    Draft,

    /// <summary>Somebody is to read it.</summary>
    PendingReview,

    /// <summary>Somebody did.</summary>
    Approved,

    /// <summary>It is of the past.</summary>
    Archived,
}
