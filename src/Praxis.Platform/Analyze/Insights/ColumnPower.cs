namespace Praxis.Platform.Analyze.Insights;

/// <summary>How well one column alone tells the target.</summary>
/// <param name="Column">The column.</param>
/// <param name="Metric">r2, auc or accuracy.</param>
/// <param name="Score">Of a small model of boosted trees on this column, on the 20 % of rows that it has not seen.</param>
/// <param name="Baseline">What is had without any column.</param>
/// <param name="Power">The normalised prediction power, 0 to 1.</param>
/// <param name="Importance">Its share of what all columns together gain in the quick model; null where there is none.</param>
public sealed record ColumnPower(string Column, string Metric, double Score, double Baseline, double Power, double? Importance);
