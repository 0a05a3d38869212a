namespace Praxis.Contracts.Evaluate;

/// <summary>How good a model is on the rows of one value of a facet, beside all other rows.</summary>
public sealed record SliceScore
{
    /// <summary>The facet's value; null for the rows without one.</summary>
    public required string? Value { get; init; }

    /// <summary>Its rows.</summary>
    public required long Rows { get; init; }

    /// <summary>Fraction of them predicted right, with Wilson's interval.</summary>
    public required Estimate Accuracy { get; init; }

    /// <summary>Mean recall over the classes met in them, with the bootstrap's interval.</summary>
    public required Estimate BalancedAccuracy { get; init; }

    /// <summary>Mean F1 over all classes, with the bootstrap's interval.</summary>
    public required Estimate MacroF1 { get; init; }

    /// <summary>Accuracy of the slice minus that of all other rows, with an interval that holds for all slices together; null where there are no other rows.</summary>
    public required Estimate AccuracyGap { get; init; }

    /// <summary>Whether there are too few rows to say anything; the figures stand all the same.</summary>
    public required bool IsTooSmall { get; init; }
}
