using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Train;

/// <summary>What a training job is to do.</summary>
public sealed record TrainingRequest
{
    /// <summary>The job's name.</summary>
    public required string Name { get; init; }

    /// <summary>The algorithm.</summary>
    public required string Algorithm { get; init; }

    /// <summary>What differs from the algorithm's defaults.</summary>
    public IReadOnlyDictionary<string, string> Hyperparameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The artifact of the training rows.</summary>
    public required string TrainArtifact { get; init; }

    /// <summary>What the rows are, for the lineage.</summary>
    public required LineageNode Input { get; init; }

    /// <summary>The artifact of the rows that the trainer may judge itself by; null for none.</summary>
    public string? ValidationArtifact { get; init; }

    /// <summary>What those rows are, for the lineage.</summary>
    public LineageNode? ValidationInput { get; init; }

    /// <summary>Whether the job measures and tells <c>train:accuracy</c> and <c>validation:accuracy</c> at its end.</summary>
    public bool MeasuresAccuracy { get; init; }

    /// <summary>Seed of everything random.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many threads may compute; the model does not depend on it.</summary>
    public int Cpus { get; init; } = 1;

    /// <summary>Told the job before it runs, with a transaction to write in; null for nobody.</summary>
    public Action<IMetadataTransaction, Job>? Began { get; init; }

    /// <summary>Told the model in the transaction that completes the job; null for nobody.</summary>
    public Action<IMetadataTransaction, TrainedModel>? Ended { get; init; }
}
