using Praxis.Contracts.Evaluate;

namespace Praxis.Contracts.Register;

/// <summary>A trained model on record.</summary>
public sealed record ModelVersion
{
    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>1, 2, 3, …</summary>
    public required int Version { get; init; }

    /// <summary>The algorithm that reads the artifact.</summary>
    public required string Algorithm { get; init; }

    /// <summary>The artifact that holds the model; its name is its SHA-256.</summary>
    public required string Artifact { get; init; }

    /// <summary>The artifacts of the other files that the training left, by their names.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>The training job that made it.</summary>
    public required string JobId { get; init; }

    /// <summary>Whether it may be deployed.</summary>
    public required ModelStatus Status { get; init; }

    /// <summary>Why the status is what it is.</summary>
    public required string StatusReason { get; init; }

    /// <summary>How good it is on rows that it has not seen; null where there were none to judge it by.</summary>
    public required Evaluation? Evaluation { get; init; }

    /// <summary>The dataset version, or the channel, it was trained on, <c>name:version</c>.</summary>
    public required string Dataset { get; init; }

    /// <summary>What it was made with, by name.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The artifact of the whole evaluation; empty without one.</summary>
    public required string EvaluationArtifact { get; init; }

    /// <summary>The artifact of the predictions on those rows; empty without an evaluation.</summary>
    public required string PredictionsArtifact { get; init; }

    /// <summary>A text of the data, or a JSON object of its columns where there are several, to try it with.</summary>
    public string? SampleText { get; init; }

    /// <summary>What it is and what is special about it; empty where nobody said.</summary>
    public string Description { get; init; } = "";

    /// <summary>How it is asked and what it answers; null where nobody said.</summary>
    public InferenceSpecification? InferenceSpecification { get; init; }

    /// <summary>The reports attached to it; null for none.</summary>
    public ModelMetrics? ModelMetrics { get; init; }

    /// <summary>The reports that monitors compare with; null for none.</summary>
    public ModelMetrics? DriftCheckBaselines { get; init; }

    /// <summary>What its makers want to remember, by name; at most 50.</summary>
    public IReadOnlyDictionary<string, string> CustomerMetadataProperties { get; init; } = new Dictionary<string, string>();

    /// <summary>Where its code stands: <c>CommitId</c>, <c>Repository</c>, <c>GeneratedBy</c>, <c>ProjectId</c>.</summary>
    public IReadOnlyDictionary<string, string> MetadataProperties { get; init; } = new Dictionary<string, string>();

    /// <summary>The field it is for, such as <c>NATURAL_LANGUAGE_PROCESSING</c>; empty where nobody said.</summary>
    public string Domain { get; init; } = "";

    /// <summary>What it does, such as <c>TEXT_CLASSIFICATION</c>; empty where nobody said.</summary>
    public string Task { get; init; } = "";

    /// <summary>Where it stands on its way; null where nobody said.</summary>
    public ModelLifeCycle? ModelLifeCycle { get; init; }

    /// <summary>Every decision about it, the oldest first; the last one is <see cref="Status"/>.</summary>
    public IReadOnlyList<ApprovalChange> Approvals { get; init; } = [];

    /// <summary>When it was registered (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary><c>name:version</c>.</summary>
    public string Id => $"{Name}:{Version}";
}
