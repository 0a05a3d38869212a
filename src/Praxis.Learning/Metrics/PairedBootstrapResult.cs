namespace Praxis.Learning.Metrics;

/// <summary>How a figure differs between two models.</summary>
/// <param name="Difference">Second minus first.</param>
/// <param name="PValue">The two-sided p-value of no difference.</param>
public sealed record PairedBootstrapResult(BootstrapResult Difference, double PValue);
