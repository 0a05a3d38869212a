using Praxis.Contracts.Evaluate;

namespace Praxis.Platform.Evaluate;

/// <summary>A model beside another on the same rows.</summary>
public sealed record ModelComparison
{
    /// <summary>The other model's id.</summary>
    public required string Against { get; init; }

    /// <summary>How good the other is.</summary>
    public required Evaluation Evaluation { get; init; }

    /// <summary>Whether they differ in how often they are right; first is the other model, second this one.</summary>
    public required McNemarTest McNemar { get; init; }

    /// <summary>Figures of this model minus those of the other, with the interval and p-value of the paired bootstrap.</summary>
    public required IReadOnlyList<FigureDifference> Differences { get; init; }
}
