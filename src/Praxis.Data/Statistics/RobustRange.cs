namespace Praxis.Data.Statistics;

/// <summary>
/// Where values are usual: median ± 5 × RSTD, where RSTD is the standard deviation of the values clipped to [5th, 95th percentile] (percentiles between two values are interpolated).
/// Strictly outside is an outlier. Where RSTD is 0 every value but the median is one.
/// </summary>
/// <param name="Deviation">RSTD.</param>
/// <param name="Low">The lower fence.</param>
/// <param name="High">The upper fence.</param>
/// <param name="Outliers">Values outside.</param>
public sealed record RobustRange(double Deviation, double Low, double High, long Outliers);
