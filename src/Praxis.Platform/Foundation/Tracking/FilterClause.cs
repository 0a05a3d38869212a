namespace Praxis.Platform.Foundation.Tracking;

/// <summary>One condition of a search; a thing that lacks the key never fulfils it.</summary>
/// <param name="Key">What is looked at.</param>
/// <param name="Operator"><c>= != &lt; &lt;= &gt; &gt;= LIKE ILIKE IN "NOT IN"</c>.</param>
/// <param name="Values">A number or a text; for a list several texts.</param>
internal sealed record FilterClause(FilterKey Key, string Operator, IReadOnlyList<object> Values);
