namespace Praxis.Platform.Pipelines.Report;

/// <summary>Rows of one class in one category.</summary>
/// <param name="Category">The category.</param>
/// <param name="Label">The class.</param>
/// <param name="Count">Rows of both.</param>
public sealed record ReportCategoryCount(string Category, string Label, long Count);
