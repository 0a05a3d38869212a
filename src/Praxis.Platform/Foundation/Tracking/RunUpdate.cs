using Praxis.Contracts.Experiments;

namespace Praxis.Platform.Foundation.Tracking;

/// <summary>What changes in a run; null leaves a part as it is.</summary>
public sealed record RunUpdate
{
    /// <summary>The status.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>Why.</summary>
    public string? Message { get; init; }

    /// <summary>When it ended (UTC).</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The name.</summary>
    public string? Name { get; init; }
}
