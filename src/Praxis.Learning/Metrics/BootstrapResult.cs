using Praxis.Contracts.Evaluate;

namespace Praxis.Learning.Metrics;

/// <summary>A figure of some rows and what it would be on rows drawn like them.</summary>
/// <param name="Value">The figure on the rows themselves.</param>
/// <param name="Interval">Where it lies in the replicates; NaN to NaN where it is defined in none.</param>
/// <param name="StandardError">The standard deviation over the replicates.</param>
/// <param name="Undefined">Replicates in which the figure was undefined (NaN); they are left out.</param>
/// <param name="Options">How it was drawn.</param>
public sealed record BootstrapResult(double Value, Interval Interval, double StandardError, int Undefined, BootstrapOptions Options);
