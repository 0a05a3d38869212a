using Praxis.Contracts.Analyze;
using Praxis.Data.Statistics;

namespace Praxis.Platform.Analyze.Insights;

/// <summary>Two tables side by side.</summary>
/// <param name="Source">What the second table is called.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Columns">Every column of either, those of the first one first.</param>
/// <param name="CommonRows">Rows of the second table that the first one has too, equal in every column that both have.</param>
/// <param name="Insights">What differs, the gravest first.</param>
public sealed record TableComparison(string Source, long Rows, IReadOnlyList<ColumnComparison> Columns, RowSet CommonRows, IReadOnlyList<Insight> Insights);
