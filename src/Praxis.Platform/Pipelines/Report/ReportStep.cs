namespace Praxis.Platform.Pipelines.Report;

/// <summary>A step of the data preparation and what it left.</summary>
/// <param name="What">What was done, in words.</param>
/// <param name="RowsBefore">Rows that went in.</param>
/// <param name="RowsAfter">Rows that came out.</param>
public sealed record ReportStep(string What, long RowsBefore, long RowsAfter);
