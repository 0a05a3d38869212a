namespace Praxis.Contracts.Register;

/// <summary>The bias reports of a model version.</summary>
/// <param name="Report">Of data and predictions together; null for none.</param>
/// <param name="PreTrainingReport">Of the labels alone; null for none.</param>
/// <param name="PostTrainingReport">Of the predictions; null for none.</param>
public sealed record BiasMetrics(MetricsSource? Report = null, MetricsSource? PreTrainingReport = null, MetricsSource? PostTrainingReport = null);
