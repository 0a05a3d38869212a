using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Praxis.Platform.Foundation;

/// <summary>A statement of one transaction, prepared at its first use; its values are <c>$0</c>, <c>$1</c>, …</summary>
internal sealed class SqliteStatement(SqliteCommand command) : IDisposable
{
    public int Execute(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteNonQuery();
    }

    public List<T> Query<T>(Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        var rows = new List<T>();
        Each(row => rows.Add(read(row)), values);
        return rows;
    }

    /// <summary>Reads rows one by one, as long as the caller wants more.</summary>
    public IEnumerable<T> Rows<T>(Func<SqliteDataReader, T> read, params object?[] values)
    {
        Bind(values);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return read(reader);
    }

    public void Each(Action<SqliteDataReader> take, params ReadOnlySpan<object?> values) => While(
        row =>
        {
            take(row);
            return true;
        },
        values);

    /// <summary>Takes rows as long as the taker wants more.</summary>
    public void While(Func<SqliteDataReader, bool> take, params ReadOnlySpan<object?> values)
    {
        Bind(values);
        using var reader = command.ExecuteReader();
        while (reader.Read() && take(reader))
        {
            // The taker does the work.
        }
    }

    public void Dispose() => command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            if (i < command.Parameters.Count)
                command.Parameters[i].Value = values[i] ?? DBNull.Value;
            else
                command.Parameters.AddWithValue("$" + i.ToString(CultureInfo.InvariantCulture), values[i] ?? DBNull.Value);
    }
}
