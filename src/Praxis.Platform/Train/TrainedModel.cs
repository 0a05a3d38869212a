using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Train;

/// <summary>What a training job left.</summary>
/// <param name="Job">The completed job.</param>
/// <param name="Artifact">The artifact that holds the model.</param>
public sealed record TrainedModel(Job Job, string Artifact)
{
    /// <summary>The artifacts of the other files that it left, by their names.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>The kind of the lineage node of a model's bytes.</summary>
    public const string Kind = "artifact";

    /// <summary>The lineage node of the model's bytes.</summary>
    public LineageNode Node => new(Kind, Artifact);
}
