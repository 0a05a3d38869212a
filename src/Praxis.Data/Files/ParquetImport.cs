using System.Globalization;
using DuckDB.NET.Data;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;

namespace Praxis.Data.Files;

/// <summary>Parquet: columns keep the type that the files give them; an empty text is no value.</summary>
internal sealed class ParquetImport(DuckDBConnection connection, IReadOnlyList<RawFile> files, ReadOptions options)
{
    public (IReadOnlyList<ColumnSchema> Columns, long[] Rows) Write(string table, CancellationToken cancellation)
    {
        var rows = new long[files.Count];
        var selects = new List<string>();
        var columns = options.Columns;
        for (var i = 0; i < files.Count; i++)
        {
            if (files[i].Length == 0)
                continue;
            try
            {
                var path = Sql.Text(files[i].Path);
                var names = files[i].Problems.CheckNames([.. Sql.Query(connection, $"SELECT column_name FROM (DESCRIBE SELECT * FROM read_parquet({path}))", r => r.GetString(0))]);
                columns ??= RowLayout.ColumnsOf(names, files[i].Source, files[i].Problems);
                var layout = RowLayout.Of(columns, names, files[i].Source, options.Union, files[i].Problems);
                rows[i] = Sql.Number(connection, $"SELECT count(*) FROM read_parquet({path})");
                selects.Add($"SELECT {string.Join(", ", columns.Select((column, c) => Cell(layout, names, c) + " AS " + Sql.Name(column)))} FROM read_parquet({path})");
            }
            catch (DuckDBException error)
            {
                throw Unreadable(files[i], error);
            }
        }

        if (rows.Sum() == 0)
            throw files[0].Bad("no-rows", "the file holds no rows", null);
        var source = $"({string.Join(" UNION ALL ", selects)})";
        try
        {
            var types = Sql.Query(connection, $"SELECT column_type FROM (DESCRIBE {source})", r => r.GetString(0)).ToList();
            var kept = columns!.Select((column, c) => Kept(column, types[c])).ToList();
            RequireWanted(source, columns!, types);
            Sql.RunCancellable(connection, $"COPY (SELECT row_number() OVER () AS {Sql.RowColumn}, {string.Join(", ", columns!.Select((column, c) => $"{kept[c].Cell} AS {Sql.Name(column)}"))} FROM {source}) TO {Sql.Text(table)} (FORMAT parquet, COMPRESSION zstd)", cancellation);
            return ([.. columns!.Select((column, c) => ColumnStatistics.Of(connection, $"read_parquet({Sql.Text(table)})", column, kept[c].Type, Wanted(column)))], rows);
        }
        catch (DuckDBException error) when (!cancellation.IsCancellationRequested)
        {
            throw Unreadable(files[0], error);
        }
    }

    private static string Cell(RowLayout layout, string[] names, int column) =>
        layout.PlaceOf(column, out var constant) is >= 0 and var place ? Sql.Name(names[place]) : constant.IsEmpty ? "NULL" : Sql.Text(System.Text.Encoding.UTF8.GetString(constant));

    private (string Cell, ColumnType Type) Kept(string column, string type)
    {
        var name = Sql.Name(column);
        if (Wanted(column) is ColumnType.Text or ColumnType.Category && type is not "VARCHAR")
            return ($"CAST({name} AS VARCHAR)", ColumnType.Text);
        return type switch
        {
            "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" => ($"CAST({name} AS BIGINT)", ColumnType.Number),
            "FLOAT" or "DOUBLE" => ($"CAST({name} AS DOUBLE)", ColumnType.Number),
            "UBIGINT" or "HUGEINT" => ($"CAST({name} AS DOUBLE)", ColumnType.Number),
            "BOOLEAN" => (name, ColumnType.Boolean),
            "DATE" => (name, ColumnType.Date),
            _ when type.StartsWith("TIMESTAMP", StringComparison.Ordinal) => (type == "TIMESTAMP WITH TIME ZONE" ? name : $"CAST({name} AS TIMESTAMP)", ColumnType.Date),
            _ when type.StartsWith("DECIMAL", StringComparison.Ordinal) => (name, ColumnType.Number),
            _ when type.EndsWith(']') || type.StartsWith("STRUCT", StringComparison.Ordinal) || type.StartsWith("MAP", StringComparison.Ordinal) => (name, ColumnType.Text),
            _ => Wanted(column) switch
            {
                ColumnType.Number => ($"CAST(nullif({name}, '') AS DOUBLE)", ColumnType.Number),
                ColumnType.Boolean => ($"CAST(nullif({name}, '') AS BOOLEAN)", ColumnType.Boolean),
                ColumnType.Date => ($"CAST(nullif({name}, '') AS TIMESTAMP)", ColumnType.Date),
                _ => ($"nullif(CAST({name} AS VARCHAR), '')", ColumnType.Text),
            },
        };
    }

    /// <summary>A type that was asked for and that a value does not fit is told with its row.</summary>
    private void RequireWanted(string source, IReadOnlyList<string> columns, List<string> types)
    {
        var problems = files[0].Problems;
        foreach (var (name, wanted) in options.Types)
        {
            var place = columns.ToList().IndexOf(name);
            if (place < 0)
            {
                problems.Add("unknown-column", $"there is no column '{SafeText.Line(name, 80)}'", "--types", "one of " + string.Join(", ", columns.Take(40).Select(known => SafeText.Line(known, 80))), NearestName.Suggestion(name, columns));
                continue;
            }

            var target = wanted switch { ColumnType.Number => "DOUBLE", ColumnType.Boolean => "BOOLEAN", ColumnType.Date => "TIMESTAMP", _ => null };
            if (target is null || types[place] != "VARCHAR")
                continue;
            foreach (var (row, value) in Sql.Query(connection, $"SELECT r, v FROM (SELECT row_number() OVER () AS r, nullif({Sql.Name(name)}, '') AS v FROM {source}) WHERE v IS NOT NULL AND TRY_CAST(v AS {target}) IS NULL LIMIT 1", r => (r.GetInt64(0), r.GetString(1))))
                problems.Add("type-not-proved", $"'{SafeText.Line(value, 60)}' in column '{SafeText.Line(name, 80)}' is no {wanted}", string.Create(CultureInfo.InvariantCulture, $"row {row}"), null, "Leave the column out of --types, or mend the row");
        }

        problems.ThrowIfAny();
    }

    private ColumnType? Wanted(string column) => options.Types.TryGetValue(column, out var wanted) ? wanted : null;

    private UserException Unreadable(RawFile file, DuckDBException error)
    {
        var said = files.Aggregate(error.Message, (message, one) => message.Replace(one.Path, "file", StringComparison.Ordinal));
        return file.Bad("invalid-parquet", "the file cannot be read as Parquet: " + SafeText.Line(said, 300), "Check that the file is whole", error);
    }
}
