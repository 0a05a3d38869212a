using Praxis.Learning.Insights;

namespace Praxis.Platform.Analyze.Insights;

/// <summary>Columns of numbers and how far they say the same.</summary>
/// <param name="Columns">Their names.</param>
/// <param name="Measures">Correlations, variance inflation factors, singular values.</param>
public sealed record CollinearColumns(IReadOnlyList<string> Columns, Collinearity Measures);
