namespace Praxis.Data.Recipes;

/// <summary>Mean and standard deviation (of the whole, divided by n) of a column of numbers; null where it has none.</summary>
/// <param name="Mean">Σx / n.</param>
/// <param name="Deviation">√(Σ(x - mean)² / n).</param>
internal sealed record ColumnMoments(double? Mean, double? Deviation);
