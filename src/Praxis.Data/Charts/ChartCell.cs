namespace Praxis.Data.Charts;

/// <summary>A count of one series in one category.</summary>
/// <param name="Category">The bar it is part of.</param>
/// <param name="Series">The part.</param>
/// <param name="Count">Its size.</param>
public sealed record ChartCell(string Category, string Series, long Count);
