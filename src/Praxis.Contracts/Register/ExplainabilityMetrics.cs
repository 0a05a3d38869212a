namespace Praxis.Contracts.Register;

/// <summary>Why a model version says what it says.</summary>
/// <param name="Report">The explanation report; null for none.</param>
public sealed record ExplainabilityMetrics(MetricsSource? Report = null);
