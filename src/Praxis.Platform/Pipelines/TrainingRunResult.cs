using Praxis.Contracts.Foundation;
using Praxis.Contracts.Register;
using Praxis.Platform.Train;

namespace Praxis.Platform.Pipelines;

/// <summary>What <c>praxis train</c> left.</summary>
public sealed record TrainingRunResult
{
    /// <summary>The registered version.</summary>
    public required ModelVersion Model { get; init; }

    /// <summary>The training job.</summary>
    public required Job Job { get; init; }

    /// <summary>The rows it learned from.</summary>
    public required Channel Train { get; init; }

    /// <summary>The rows it was judged by; null for none.</summary>
    public Channel? Validation { get; init; }

    /// <summary>The last value of each metric that the job told, by name.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>What to know about the rows, a sentence each; what came from data is already made harmless.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }
}
