using System.Globalization;
using Praxis.Data.Queries;

namespace Praxis.Data.Tables;

/// <summary>A few rows of a stored result (one file), by their place.</summary>
public static class RowWindow
{
    /// <summary>At most <paramref name="most"/> rows after the first <paramref name="skip"/>, in their order.</summary>
    public static QueryResult Read(StoredTable table, long skip, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        var path = Path.GetFullPath(table.Parts.Single().Path);
        using var connection = Sql.OpenMemory();
        table.RequireFiles();
        Sql.Run(connection, $"SET allowed_paths=[{Sql.Text(path)}]");
        Sql.LockDown(connection);
        var rows = new TextRows(most);
        using var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT * EXCLUDE (file_row_number) FROM read_parquet({Sql.Text(path)}, file_row_number=true) WHERE file_row_number >= {skip} AND file_row_number <= {skip + most}");
        command.UseStreamingMode = true;
        using var stop = new Interruption(command, cancellationToken);
        using var reader = command.ExecuteReader();
        var cells = new RowReader(reader);
        rows.Begin(cells.Columns);
        var row = new object?[reader.FieldCount];
        while (reader.Read())
        {
            cells.Read(row);
            if (!rows.Take(row))
                break;
        }

        return rows.Result;
    }
}
