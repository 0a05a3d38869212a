namespace Praxis.Contracts.Register;

/// <summary>What was measured, and what later measurements must keep to.</summary>
/// <param name="Statistics">The measurements; null for none.</param>
/// <param name="Constraints">The limits proposed from them; null for none.</param>
public sealed record BaselineMetrics(MetricsSource? Statistics = null, MetricsSource? Constraints = null);
