using Praxis.Contracts.Evaluate;

namespace Praxis.Platform.Evaluate;

/// <summary>A model's evaluation on record, beside the plain models that it must beat.</summary>
public sealed record ModelEvaluation
{
    /// <summary>How good the model is.</summary>
    public required Evaluation Evaluation { get; init; }

    /// <summary>The class with the most held-out rows.</summary>
    public required string MajorityClass { get; init; }

    /// <summary>Accuracy of always saying that class; its balanced accuracy is one over the number of classes.</summary>
    public required double MajorityAccuracy { get; init; }

    /// <summary>How good naive Bayes on single words is, fitted on the same rows.</summary>
    public required Evaluation NaiveBayes { get; init; }

    /// <summary>The class with the lowest F1.</summary>
    public required string WorstClass { get; init; }

    /// <summary>The artifact of this evaluation.</summary>
    public string Artifact { get; init; } = "";

    /// <summary>The artifact of the predictions, one <see cref="HeldOutPrediction"/> a line.</summary>
    public string PredictionsArtifact { get; init; } = "";
}
