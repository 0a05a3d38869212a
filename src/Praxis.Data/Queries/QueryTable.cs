using Praxis.Data.Tables;

namespace Praxis.Data.Queries;

/// <summary>A table that a query may name.</summary>
/// <param name="Id">What it is on record, for example <c>reviews:2</c>.</param>
/// <param name="Columns">Its columns' names.</param>
/// <param name="Table">Its files.</param>
public sealed record QueryTable(string Id, IReadOnlyList<string> Columns, StoredTable Table);
