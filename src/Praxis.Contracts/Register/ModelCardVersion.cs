namespace Praxis.Contracts.Register;

/// <summary>What people should know before they use a model version: one version of its card.</summary>
public sealed record ModelCardVersion
{
    /// <summary>The model version that it tells of, <c>name:version</c>.</summary>
    public required string Model { get; init; }

    /// <summary>1, 2, 3, …; every edit but that of the status is a new one.</summary>
    public required int Version { get; init; }

    /// <summary>Where it stands.</summary>
    public required ModelCardStatus Status { get; init; }

    /// <summary>SageMaker's model card content, a JSON object.</summary>
    public required string Content { get; init; }

    /// <summary>Who wrote this version.</summary>
    public required string By { get; init; }

    /// <summary>When it was written (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
