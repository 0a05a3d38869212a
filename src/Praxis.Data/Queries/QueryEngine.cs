namespace Praxis.Data.Queries;

/// <summary>Runs one SELECT over named tables and keeps its first rows.</summary>
public static class QueryEngine
{
    /// <summary>Runs the query; anything but one SELECT over these tables, and a query past its limits, is a <see cref="Contracts.Foundation.UserException"/>.</summary>
    public static QueryResult Run(string sql, QueryCatalog catalog, QueryOptions options, int maxRows, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxRows);
        using var session = QuerySession.Open(sql, catalog, options, null, cancellation);
        var rows = new TextRows(maxRows);
        session.Read(rows);
        return rows.Result;
    }
}
