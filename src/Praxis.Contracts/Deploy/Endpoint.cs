namespace Praxis.Contracts.Deploy;

/// <summary>A name that answers with a model version's predictions.</summary>
public sealed record Endpoint
{
    /// <summary>The endpoint's name, part of its route.</summary>
    public required string Name { get; init; }

    /// <summary>The model that answers.</summary>
    public required string Model { get; init; }

    /// <summary>Its version.</summary>
    public required int ModelVersion { get; init; }

    /// <summary>Where it stands.</summary>
    public required EndpointStatus Status { get; init; }

    /// <summary>When it last changed (UTC).</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
