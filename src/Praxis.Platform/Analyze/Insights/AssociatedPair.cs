namespace Praxis.Platform.Analyze.Insights;

/// <summary>How strongly two columns hang together.</summary>
/// <param name="First">One column.</param>
/// <param name="Second">The other.</param>
/// <param name="Measure">pearson (with <paramref name="Spearman"/>) for numbers, cramers-v for categories, correlation-ratio for one of each.</param>
/// <param name="Value">Its value; 0 is nothing, 1 (or -1) all.</param>
/// <param name="Spearman">Spearman's rank correlation of two columns of numbers; null for others.</param>
public sealed record AssociatedPair(string First, string Second, string Measure, double Value, double? Spearman);
