namespace Praxis.Learning.Bias;

/// <summary>Rows by observed and predicted outcome, positive or not.</summary>
/// <param name="TruePositives">Positive, predicted positive.</param>
/// <param name="FalsePositives">Not positive, predicted positive.</param>
/// <param name="FalseNegatives">Positive, predicted not positive.</param>
/// <param name="TrueNegatives">Not positive, predicted not positive.</param>
public readonly record struct OutcomeCounts(long TruePositives, long FalsePositives, long FalseNegatives, long TrueNegatives)
{
    /// <summary>All rows.</summary>
    public long Rows => TruePositives + FalsePositives + FalseNegatives + TrueNegatives;

    /// <summary>Rows that are positive.</summary>
    public long Positive => TruePositives + FalseNegatives;

    /// <summary>Rows that are predicted positive.</summary>
    public long PredictedPositive => TruePositives + FalsePositives;

    /// <summary>The rows of both together.</summary>
    public static OutcomeCounts operator +(OutcomeCounts a, OutcomeCounts b) =>
        new(a.TruePositives + b.TruePositives, a.FalsePositives + b.FalsePositives, a.FalseNegatives + b.FalseNegatives, a.TrueNegatives + b.TrueNegatives);

    /// <summary>The same as <c>+</c>.</summary>
    public static OutcomeCounts Add(OutcomeCounts left, OutcomeCounts right) => left + right;
}
