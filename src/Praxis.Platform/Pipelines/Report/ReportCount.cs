namespace Praxis.Platform.Pipelines.Report;

/// <summary>Rows of one class.</summary>
/// <param name="Label">The class.</param>
/// <param name="Count">Its rows.</param>
public sealed record ReportCount(string Label, long Count);
