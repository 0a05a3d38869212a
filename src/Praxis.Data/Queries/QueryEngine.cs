using System.Collections;
using System.Globalization;
using System.Text.Json;
using DuckDB.NET.Data;
using Praxis.Contracts.Foundation;

namespace Praxis.Data.Queries;

/// <summary>Runs one SELECT over named tables and lets it reach nothing else.</summary>
public static class QueryEngine
{
    /// <summary>Runs the query; anything but one SELECT over these tables, and a query past its limit, is a <see cref="UserException"/>.</summary>
    public static QueryResult Run(string sql, IReadOnlyDictionary<string, string> tables, int maxRows, TimeSpan limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentOutOfRangeException.ThrowIfNegative(maxRows);
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            using var connection = Sql.OpenMemory();
            var paths = tables.ToDictionary(t => t.Key, t => Path.GetFullPath(t.Value));
            Sql.Run(connection, $"SET allowed_paths=[{string.Join(", ", paths.Values.Select(Sql.Text))}];");
            Sql.LockDown(connection);
            foreach (var (name, path) in paths)
                Sql.Run(connection, $"CREATE VIEW {Sql.Name(name)} AS SELECT * FROM read_parquet({Sql.Text(path)})");
            RequireOneSelect(connection, sql);
            timer.CancelAfter(limit);
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.UseStreamingMode = true;
            using var stop = timer.Token.Register(command.Cancel);
            using var reader = command.ExecuteReader();
            var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToList();
            var rows = new List<IReadOnlyList<string?>>();
            var more = false;
            while (!more && reader.Read())
            {
                timer.Token.ThrowIfCancellationRequested();
                if (rows.Count == maxRows)
                    more = true;
                else
                    rows.Add([.. Enumerable.Range(0, columns.Count).Select(i => reader.IsDBNull(i) ? null : Show(reader.GetValue(i)))]);
            }

            timer.Token.ThrowIfCancellationRequested();
            return new QueryResult { Columns = columns, Rows = rows, Truncated = more };
        }
        catch (Exception error) when (error is DuckDBException or OperationCanceledException && timer.IsCancellationRequested)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new UserException(new Problem { Type = "query-too-slow", Found = string.Create(CultureInfo.InvariantCulture, $"the query took longer than {limit.TotalSeconds:0.###} seconds"), Remedy = "Ask for less" }, error);
        }
        catch (DuckDBException error)
        {
            throw new UserException(new Problem { Type = "query-failed", Found = SafeText.Line(error.Message, 500), Remedy = "Tables: " + string.Join(", ", tables.Keys.Select(k => SafeText.Line(k, 80))) }, error);
        }
    }

    private static void RequireOneSelect(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT json_serialize_sql($sql::VARCHAR)::VARCHAR";
        command.Parameters.Add(new DuckDBParameter("sql", sql));
        using var answer = JsonDocument.Parse((string)command.ExecuteScalar()!);
        var root = answer.RootElement;
        if (root.GetProperty("error").GetBoolean())
        {
            var message = root.TryGetProperty("error_message", out var told) ? told.GetString() : null;
            throw new UserException(new Problem { Type = "not-a-select", Found = "the query was refused: " + SafeText.Line(message, 300), Expected = "one SELECT statement" });
        }

        if (root.GetProperty("statements").GetArrayLength() != 1)
            throw new UserException(new Problem { Type = "not-a-select", Found = "there is not exactly one statement", Expected = "one SELECT statement" });
    }

    private static string? Show(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable items => JsonSerializer.Serialize(items.Cast<object?>().Select(i => i is null ? null : Show(i))),
        _ => value.ToString(),
    };
}
