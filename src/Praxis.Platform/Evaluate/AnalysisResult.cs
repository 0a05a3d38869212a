using Praxis.Contracts.Evaluate;
using Praxis.Learning.Explain;

namespace Praxis.Platform.Evaluate;

/// <summary>What an analysis found.</summary>
public sealed record AnalysisResult
{
    /// <summary>What was asked.</summary>
    public required AnalysisConfig Config { get; init; }

    /// <summary>The rows looked at.</summary>
    public required long Rows { get; init; }

    /// <summary>Bias, a facet each.</summary>
    public required IReadOnlyList<BiasAnalysis> Bias { get; init; }

    /// <summary>The explanations; null for none.</summary>
    public ExplanationReport? Explanations { get; init; }

    /// <summary>The partial dependence that was asked, or why there is none.</summary>
    public IReadOnlyList<PartialDependenceCurve> PartialDependence { get; init; } = [];
}
