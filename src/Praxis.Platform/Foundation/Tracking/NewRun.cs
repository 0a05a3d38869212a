using Praxis.Contracts.Experiments;

namespace Praxis.Platform.Foundation.Tracking;

/// <summary>A run that begins.</summary>
public sealed record NewRun
{
    /// <summary>The name; a random one where it is null.</summary>
    public string? Name { get; init; }

    /// <summary>Who starts it.</summary>
    public string User { get; init; } = "";

    /// <summary>Where it stands.</summary>
    public RunStatus Status { get; init; } = RunStatus.Running;

    /// <summary>When it started (UTC); now where it is null.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The job that it tells of, one run a job; null for none.</summary>
    public string? JobId { get; init; }

    /// <summary>Tags in their order; of one key the last counts.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];
}
