namespace Praxis.Contracts.Evaluate;

/// <summary>A figure with its uncertainty.</summary>
/// <param name="Value">The figure; null where it is undefined.</param>
/// <param name="Interval">Its 95 % interval; null where there is none.</param>
public readonly record struct Estimate(double? Value, Interval? Interval);
