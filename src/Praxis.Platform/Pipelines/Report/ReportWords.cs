using Praxis.Contracts.Train;

namespace Praxis.Platform.Pipelines.Report;

/// <summary>The words that speak for one label.</summary>
/// <param name="Label">The label.</param>
/// <param name="Words">The strongest first.</param>
public sealed record ReportWords(string Label, IReadOnlyList<TellingFeature> Words);
