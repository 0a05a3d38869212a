using System.Globalization;
using DuckDB.NET.Data;

namespace Praxis.Data;

/// <summary>The few things that every use of DuckDB here shares.</summary>
internal static class Sql
{
    public const string RowColumn = "__row";
    public const string WrittenPrefix = "__text ";

    public static string Name(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    public static string Text(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>A database in memory whose only way out is reading (or writing) the allowed files.</summary>
    public static DuckDBConnection OpenMemory(long? memoryLimit = null)
    {
        var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Run(connection, $"SET autoinstall_known_extensions=false; SET autoload_known_extensions=false; SET memory_limit={Text(DatabaseMemory.Text(memoryLimit ?? DatabaseMemory.Default))}; SET threads=2; SET preserve_insertion_order=true; SET temp_directory='';");
        return connection;
    }

    public static void LockDown(DuckDBConnection connection) =>
        Run(connection, "SET enable_external_access=false; SET lock_configuration=true;");

    public static void Run(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Runs what may take long; a cancellation ends it.</summary>
    public static void RunCancellable(DuckDBConnection connection, string sql, CancellationToken cancellation)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var stop = new Interruption(command, cancellation);
        try
        {
            command.ExecuteNonQuery();
        }
        catch (DuckDBException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
    }

    public static long Number(DuckDBConnection connection, string sql) =>
        Query(connection, sql, r => r.IsDBNull(0) ? 0 : Convert.ToInt64(r.GetValue(0), CultureInfo.InvariantCulture)).First();

    public static IEnumerable<T> Query<T>(DuckDBConnection connection, string sql, Func<DuckDBDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.UseStreamingMode = true;
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return read(reader);
    }

    public static string? TextAt(DuckDBDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
