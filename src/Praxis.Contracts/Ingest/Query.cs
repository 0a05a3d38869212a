using Praxis.Contracts.Foundation;

namespace Praxis.Contracts.Ingest;

/// <summary>A query on record.</summary>
public sealed record Query
{
    /// <summary>UUIDv7, so that identifiers sort by time.</summary>
    public required string Id { get; init; }

    /// <summary>The statement as it was asked.</summary>
    public required string Sql { get; init; }

    /// <summary>The database of tables that name none.</summary>
    public required string Database { get; init; }

    /// <summary>Where it stands.</summary>
    public required QueryState State { get; init; }

    /// <summary>When it was asked (UTC).</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When it ended (UTC).</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Milliseconds that it waited for others.</summary>
    public double QueueMilliseconds { get; init; }

    /// <summary>Milliseconds until its statement was read and its tables were found.</summary>
    public double PlanningMilliseconds { get; init; }

    /// <summary>Milliseconds that the database worked on it, to the last row.</summary>
    public double EngineMilliseconds { get; init; }

    /// <summary>Stored bytes of the columns that it names, over all rows of its tables.</summary>
    public long BytesScanned { get; init; }

    /// <summary>Rows handed over.</summary>
    public long Rows { get; init; }

    /// <summary>The dataset versions that it read.</summary>
    public IReadOnlyList<string> Datasets { get; init; } = [];

    /// <summary>Why it failed; empty otherwise.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>The artifact (Parquet) that keeps its rows; null where they were handed over and not kept.</summary>
    public string? ResultArtifact { get; init; }

    /// <summary>The process that runs it.</summary>
    public int ProcessId { get; init; }

    /// <summary>That process's start, in the system's own unit.</summary>
    public long ProcessStart { get; init; }

    /// <summary>Whether somebody asked for its end.</summary>
    public bool CancelRequested { get; init; }
}
