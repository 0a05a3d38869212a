namespace Praxis.Contracts.Pipelines;

/// <summary>When a pipeline starts by itself: by the clock, or when a dataset has a new version.</summary>
public sealed record PipelineSchedule
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The pipeline; its newest version is run.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Minute, hour, day of month, month, day of week, as cron has them; null where a dataset starts it.</summary>
    public string? Cron { get; init; }

    /// <summary>The time zone of <see cref="Cron"/>, such as <c>Europe/Berlin</c>.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>The dataset whose new version starts it; null where the clock does.</summary>
    public string? Dataset { get; init; }

    /// <summary>Values of parameters, as text.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>What it does when its last execution still runs.</summary>
    public ConcurrencyPolicy Concurrency { get; init; }

    /// <summary>When it starts next (UTC); null where a dataset starts it.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>The workspace's event that it has looked at last.</summary>
    public long LastEvent { get; init; }

    /// <summary>The execution that it started last; null for none.</summary>
    public string? LastExecution { get; init; }

    /// <summary>Why it could not start the last time; null where it could.</summary>
    public string? LastProblem { get; init; }
}
