using Praxis.Contracts.Ingest;
using Praxis.Contracts.Register;
using Praxis.Contracts.Train;
using Praxis.Platform.Pipelines.Report;

namespace Praxis.Platform.Pipelines;

/// <summary>What the main job left.</summary>
public sealed record MainJobResult
{
    /// <summary>Everything that the report says, but what a live endpoint adds.</summary>
    public required RunReport Report { get; init; }

    /// <summary>The dataset version.</summary>
    public required DatasetVersion Dataset { get; init; }

    /// <summary>The registered model version.</summary>
    public required ModelVersion Model { get; init; }

    /// <summary>The model itself.</summary>
    public required ITextClassifier Classifier { get; init; }

    /// <summary>Held-out rows to try it with, one a class where there is one.</summary>
    public required IReadOnlyList<Instance> Samples { get; init; }
}
