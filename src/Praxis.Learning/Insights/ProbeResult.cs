namespace Praxis.Learning.Insights;

/// <summary>How well a small model answers rows that it has not seen.</summary>
/// <param name="Metric">r2, auc or accuracy.</param>
/// <param name="Score">Its score on those rows.</param>
/// <param name="Baseline">What is had for nothing: 0, 0.5, or the share of the largest class in those rows.</param>
/// <param name="Gains">How much each block of features lessened the loss, as shares that sum to 1 (or all 0).</param>
/// <param name="Truth">The answers of those rows.</param>
/// <param name="Answers">The model's: the class, or the number.</param>
public sealed record ProbeResult(string Metric, double Score, double Baseline, IReadOnlyList<double> Gains, IReadOnlyList<float> Truth, IReadOnlyList<float> Answers)
{
    /// <summary>The normalised prediction power: <c>max((score - baseline) / (1 - baseline), 0)</c>, 1 for a perfect answer; 0 where the baseline is 1.</summary>
    public double Power => Baseline >= 1 ? 0 : Math.Max((Score - Baseline) / (1 - Baseline), 0);
}
