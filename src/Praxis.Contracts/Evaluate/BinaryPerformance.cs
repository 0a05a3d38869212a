using Praxis.Contracts.Analyze;

namespace Praxis.Contracts.Evaluate;

/// <summary>How good predictions are on all rows, once the classes are positive or not.</summary>
public sealed record BinaryPerformance
{
    /// <summary>The label's column.</summary>
    public required string Label { get; init; }

    /// <summary>Accuracy, proportions, rates and F1, with SageMaker Clarify's names.</summary>
    public required IReadOnlyList<BiasMetric> Metrics { get; init; }

    /// <summary>Shares of true positives, false positives, false negatives and true negatives, <c>[4]</c>.</summary>
    public required IReadOnlyList<double> BinaryConfusionMatrix { get; init; }

    /// <summary>Rows by true and predicted value over the values that occur as labels; null where the label is a number with a threshold.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>>? ConfusionMatrix { get; init; }
}
