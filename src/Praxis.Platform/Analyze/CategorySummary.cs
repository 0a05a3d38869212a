namespace Praxis.Platform.Analyze;

/// <summary>The rows of one value of the facet.</summary>
/// <param name="Value">The value.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="ClassRows">Of them, the rows by class.</param>
/// <param name="MeanClass">The mean of the classes where all are numbers; null otherwise.</param>
public sealed record CategorySummary(string Value, long Rows, IReadOnlyDictionary<string, long> ClassRows, double? MeanClass);
