using Praxis.Contracts.Evaluate;
using Praxis.Learning.Metrics;

namespace Praxis.Platform.Evaluate;

/// <summary>Everything that an evaluation of a model on a file says.</summary>
public sealed record ModelReport
{
    /// <summary>The model's id.</summary>
    public required string Model { get; init; }

    /// <summary>The algorithm that made it.</summary>
    public required string Algorithm { get; init; }

    /// <summary>The name of the file.</summary>
    public required string Source { get; init; }

    /// <summary>The answer, a sentence with a number in it.</summary>
    public required string Verdict { get; init; }

    /// <summary>How it stands beside the other model, a sentence; null for none.</summary>
    public string? Beside { get; init; }

    /// <summary>Scores by class, averages and the confusion matrix.</summary>
    public required Evaluation Evaluation { get; init; }

    /// <summary>All figures, the most important first.</summary>
    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>The class with the most rows.</summary>
    public required string MajorityClass { get; init; }

    /// <summary>Accuracy of always saying that class.</summary>
    public required double MajorityAccuracy { get; init; }

    /// <summary>The reliability diagram, ten bins.</summary>
    public required IReadOnlyList<CalibrationBin> Reliability { get; init; }

    /// <summary>Scores by slice, a facet each.</summary>
    public IReadOnlyList<FacetSlices> Slices { get; init; } = [];

    /// <summary>Bias of labels and predictions, a facet each.</summary>
    public IReadOnlyList<BiasAnalysis> Bias { get; init; } = [];

    /// <summary>The model beside another; null for none.</summary>
    public ModelComparison? Comparison { get; init; }

    /// <summary>What was left out, and what to know; sentences safe to show.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Seed of all intervals.</summary>
    public required ulong Seed { get; init; }
}
