using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>A job for the queue.</summary>
public sealed record JobTicket
{
    /// <summary>What kind of work.</summary>
    public required string Kind { get; init; }

    /// <summary>The name people use.</summary>
    public required string Name { get; init; }

    /// <summary>Hash of all that the result depends on.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>What to run.</summary>
    public required JobDefinition Definition { get; init; }

    /// <summary>The greater goes first.</summary>
    public int Priority { get; init; }

    /// <summary>Whose it is: among jobs of one priority, the one goes first whose share runs the least.</summary>
    public string Share { get; init; } = "";

    /// <summary>Run in the transaction that puts the job into the queue.</summary>
    public Action<IMetadataTransaction, Job>? Queued { get; init; }

    /// <summary>Run when the job has begun, before its folder is laid out; no transaction is open.</summary>
    public Action<Job>? Lay { get; init; }

    /// <summary>Run with <c>output/</c>'s folder before the transaction that completes the job: the place to add artifacts.</summary>
    public Action<Job, string>? Prepare { get; init; }

    /// <summary>Run in the transaction that completes the job.</summary>
    public Action<IMetadataTransaction, Job>? Publish { get; init; }

    /// <summary>Told each measure.</summary>
    public Action<Job, JobMetric>? OnMetric { get; init; }

    /// <summary>The job of an owner that is gone, which did the same: where it still runs or came to its end by itself, it is gone on with and no new one is made.</summary>
    public string? LeftJob { get; init; }

    /// <summary>Told that the left job is gone on with.</summary>
    public Action<Job>? Attached { get; init; }
}
