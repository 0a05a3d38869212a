using DuckDB.NET.Data;
using Praxis.Contracts.Ingest;

namespace Praxis.Data.Files;

/// <summary>What a column of a stored table is, asked of the database.</summary>
internal static class ColumnStatistics
{
    /// <summary>Nulls and different values (exact up to a million, else HyperLogLog's estimate); texts become categories by the rule of every import.</summary>
    public static ColumnSchema Of(DuckDBConnection connection, string source, string column, ColumnType type, ColumnType? wanted)
    {
        var name = Sql.Name(column);
        var (rows, values, about) = Sql.Query(connection, $"SELECT count(*), count({name}), approx_count_distinct({name}) FROM {source}", r => (r.GetInt64(0), r.GetInt64(1), r.GetInt64(2))).First();
        var isEstimate = about > DistinctCounter.MostExact * 11L / 10;
        var distinct = isEstimate ? about : Sql.Number(connection, $"SELECT count(DISTINCT {name}) FROM {source}");
        if (type == ColumnType.Text && wanted is null && values > 0)
        {
            var longest = distinct > 1000 ? long.MaxValue : Sql.Number(connection, $"SELECT coalesce(max(length(CAST({name} AS VARCHAR))), 0) FROM {source}");
            type = ColumnProof.IsCategory(distinct, values, rows, longest) ? ColumnType.Category : ColumnType.Text;
        }

        return new ColumnSchema { Name = column, Type = wanted is ColumnType.Category or ColumnType.Text ? wanted.Value : type, Nulls = rows - values, Distinct = distinct, DistinctIsEstimate = isEstimate };
    }
}
