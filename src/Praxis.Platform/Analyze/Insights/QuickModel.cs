namespace Praxis.Platform.Analyze.Insights;

/// <summary>A small model of boosted trees on all columns.</summary>
/// <param name="Metric">r2, auc or accuracy.</param>
/// <param name="Score">On the 20 % of rows that it has not seen.</param>
/// <param name="Trivial">The same of the mean, or of the most frequent class.</param>
/// <param name="Labels">The classes; empty for numbers.</param>
/// <param name="Confusion"><c>[truth, answer]</c>; empty for numbers.</param>
public sealed record QuickModel(string Metric, double Score, double Trivial, IReadOnlyList<string> Labels, long[,] Confusion);
