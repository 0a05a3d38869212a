using System.Text.Json;
using DuckDB.NET.Data;
using Praxis.Contracts.Foundation;

namespace Praxis.Data.Queries;

/// <summary>
/// A statement as the database's own parser reads it: exactly one SELECT, the tables that it names and the functions that it calls. Everything that reaches beyond the
/// named tables is refused here, by name; the database itself, locked down, is the second wall.
/// </summary>
internal sealed class SqlStatement
{
    private static readonly HashSet<string> TableFunctions = new(StringComparer.OrdinalIgnoreCase) { "range", "generate_series", "unnest", "repeat", "repeat_row", "json_each", "json_tree" };

    private static readonly HashSet<string> RefusedFunctions = new(StringComparer.OrdinalIgnoreCase)
    {
        "getenv", "current_setting", "getvariable", "write_log", "nextval", "currval", "setseed", "sleep_ms", "stats", "current_query", "current_query_id", "current_connection_id",
        "current_transaction_id", "txid_current", "in_search_path", "json_serialize_plan", "json_execute_serialized_sql", "query", "query_table", "current_schemas", "parse_duckdb_log_message",
    };


    private readonly string sql;
    private readonly List<(string? Database, string Name, long Position)> tables = [];
    private readonly HashSet<string> functions = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> columns = new(StringComparer.OrdinalIgnoreCase);

    private SqlStatement(string sql) => this.sql = sql;

    /// <summary>The tables named, with the byte where they stand; names that a WITH gives are not among them.</summary>
    public IReadOnlyList<(string? Database, string Name, long Position)> Tables => tables;

    /// <summary>The functions called.</summary>
    public IReadOnlySet<string> Functions => functions;

    /// <summary>The names of columns, of whatever table; all columns where there is a star.</summary>
    public IReadOnlySet<string> Columns => columns;

    /// <summary>Whether a star stands for columns somewhere.</summary>
    public bool HasStar { get; private set; }

    /// <summary>Whether it tells of a table instead of its rows (DESCRIBE, SUMMARIZE).</summary>
    public bool IsDescription { get; private set; }

    /// <summary>Reads a statement.</summary>
    /// <exception cref="UserException">It cannot be read, is no SELECT, or calls what a query may not.</exception>
    public static SqlStatement Parse(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT json_serialize_sql($sql::VARCHAR)::VARCHAR";
        command.Parameters.Add(new DuckDBParameter("sql", sql));
        using var answer = JsonDocument.Parse((string)command.ExecuteScalar()!, new JsonDocumentOptions { MaxDepth = 10_000 });
        var root = answer.RootElement;
        if (root.GetProperty("error").GetBoolean())
            throw root.TryGetProperty("error_type", out var type) && type.GetString() == "parser"
                ? SqlProblem.Of(sql, "Parser", root.GetProperty("error_message").GetString()!, SqlProblem.PositionOf(root), null)
                : NotASelect("the query is refused: it is no SELECT");
        if (root.GetProperty("statements").GetArrayLength() != 1)
            throw NotASelect("there is not exactly one statement");
        var statement = new SqlStatement(sql);
        statement.Walk(root.GetProperty("statements")[0], []);
        return statement;
    }

    private static UserException NotASelect(string found) =>
        new(new Problem { Type = "not-a-select", Found = found, Expected = "one SELECT statement; queries only read" });

    private void Walk(JsonElement node, HashSet<string> visible)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in node.EnumerateArray())
                Walk(item, visible);
            return;
        }

        if (node.ValueKind != JsonValueKind.Object)
            return;
        if (node.TryGetProperty("cte_map", out var ctes))
            visible = WalkCommonTables(node, ctes, visible);
        if (node.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String)
            Visit(node, type.GetString()!, visible);
        foreach (var property in node.EnumerateObject())
            if (property.Name != "cte_map")
                Walk(property.Value, visible);
    }

    /// <summary>A name of a WITH is seen by what comes after it, and by itself where it is recursive.</summary>
    private HashSet<string> WalkCommonTables(JsonElement node, JsonElement ctes, HashSet<string> visible)
    {
        visible = new HashSet<string>(visible, StringComparer.OrdinalIgnoreCase);
        if (Text(node, "cte_name") is { } recursive)
            visible.Add(recursive);
        foreach (var entry in ctes.GetProperty("map").EnumerateArray())
        {
            var name = Text(entry, "key") ?? "";
            Walk(entry.GetProperty("value"), visible);
            visible.Add(name);
        }

        return visible;
    }

    private void Visit(JsonElement node, string type, HashSet<string> visible)
    {
        switch (type)
        {
            case "BASE_TABLE":
                var (database, name) = (Text(node, "schema_name"), Text(node, "table_name") ?? "");
                if (Text(node, "catalog_name") is { } catalog)
                    throw SqlProblem.Of(sql, "unknown-table", $"there is no table '{catalog}.{database}.{name}'", Position(node), "DATABASE.NAME or NAME");
                if (database is not null || !visible.Contains(name))
                    tables.Add((database, name, Position(node)));
                break;
            case "TABLE_FUNCTION":
                var function = node.GetProperty("function");
                if (!TableFunctions.Contains(Text(function, "function_name") ?? ""))
                    throw Refused(Text(function, "function_name"), Position(node));
                break;
            case "SHOW_REF":
                if (node.GetProperty("query").ValueKind != JsonValueKind.Object)
                    throw SqlProblem.Of(sql, "not-a-select", "SHOW is no query", null, "one SELECT statement", "praxis ingest list shows the tables");
                IsDescription = true;
                break;
            case "COLUMN_DATA" or "DELIM_GET" or "BOUND_TABLE_REF":
                throw NotASelect("the query is refused");
            case "COLUMN_REF":
                foreach (var part in node.GetProperty("column_names").EnumerateArray())
                    columns.Add(part.GetString()!);
                break;
            case "STAR":
                HasStar = true;
                break;
            default:
                if (Text(node, "function_name") is { } called)
                    Call(called, node);
                break;
        }
    }

    private void Call(string function, JsonElement node)
    {
        if (RefusedFunctions.Contains(function) || function.StartsWith("pg_", StringComparison.OrdinalIgnoreCase) || function.StartsWith("duckdb_", StringComparison.OrdinalIgnoreCase))
            throw Refused(function, Position(node));
        functions.Add(function);
    }

    private UserException Refused(string? function, long? position) => SqlProblem.Of(
        sql, "function-refused", $"a query may not call '{SafeText.Line(function, 80)}'", position, "registered tables and functions of values", "Take the file in with praxis ingest, and name the dataset");

    private static string? Text(JsonElement node, string property) =>
        node.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static long Position(JsonElement node) =>
        node.TryGetProperty("query_location", out var value) && value.TryGetInt64(out var position) ? position : -1;
}
