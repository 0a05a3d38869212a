namespace Praxis.Platform.Pipelines.Report;

/// <summary>How many rows fall into bins of one width.</summary>
/// <param name="Low">Where the first bin begins.</param>
/// <param name="Width">How wide a bin is.</param>
/// <param name="Counts">Rows in each bin.</param>
public sealed record ReportHistogram(double Low, double Width, IReadOnlyList<long> Counts);
