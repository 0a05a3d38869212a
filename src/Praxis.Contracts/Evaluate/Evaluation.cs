namespace Praxis.Contracts.Evaluate;

/// <summary>How good a classifier is on rows that it has not seen. Fractions, 0 to 1.</summary>
public sealed record Evaluation
{
    /// <summary>Rows evaluated.</summary>
    public required long Rows { get; init; }

    /// <summary>The classes, in the order of the matrix.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Fraction of rows predicted right.</summary>
    public required double Accuracy { get; init; }

    /// <summary>95 % interval of the accuracy (Wilson 1927).</summary>
    public required Interval AccuracyInterval { get; init; }

    /// <summary>Mean recall over the classes met in the truth.</summary>
    public required double BalancedAccuracy { get; init; }

    /// <summary>95 % interval of the balanced accuracy.</summary>
    public required Interval BalancedAccuracyInterval { get; init; }

    /// <summary>Mean of minus the natural logarithm of the probability of the true class.</summary>
    public required double LogLoss { get; init; }

    /// <summary>Scores by class.</summary>
    public required IReadOnlyList<ClassScore> Classes { get; init; }

    /// <summary>Every class counts the same.</summary>
    public required AverageScore Macro { get; init; }

    /// <summary>95 % interval of the macro F1.</summary>
    public required Interval MacroF1Interval { get; init; }

    /// <summary>Every class counts by its rows.</summary>
    public required AverageScore Weighted { get; init; }

    /// <summary>Rows by truth (first index) and prediction (second), <c>[classes, classes]</c>.</summary>
    public required IReadOnlyList<IReadOnlyList<long>> ConfusionMatrix { get; init; }
}
