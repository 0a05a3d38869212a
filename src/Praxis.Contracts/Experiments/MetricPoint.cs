namespace Praxis.Contracts.Experiments;

/// <summary>One measurement of a run.</summary>
/// <param name="Key">The metric's name.</param>
/// <param name="Value">The value; NaN and infinities are values too.</param>
/// <param name="Time">When, in milliseconds since 1970 (UTC).</param>
/// <param name="Step">At which step; may be negative.</param>
public readonly record struct MetricPoint(string Key, double Value, long Time, long Step = 0);
