using DuckDB.NET.Data;
using Praxis.Contracts.Foundation;

namespace Praxis.Data.Tables;

/// <summary>A table that imports wrote: its Parquet files, whose rows are numbered through from 1. Opened by <see cref="TableView"/>, and queried by name.</summary>
public sealed record StoredTable
{
    /// <summary>The files, in the order of their rows.</summary>
    public required IReadOnlyList<StoredPart> Parts { get; init; }

    /// <summary>A table of one file.</summary>
    public static StoredTable Of(string parquetPath) => new() { Parts = [new StoredPart(parquetPath, 0)] };

    /// <summary>Whether the files are there.</summary>
    /// <exception cref="UserException">One is missing.</exception>
    internal void RequireFiles()
    {
        foreach (var part in Parts)
            if (!File.Exists(part.Path))
                throw new UserException(Fault.Environment, [new Problem { Type = "artifact-missing", Found = "a file of the table is missing", Where = SafeText.Line(part.Path), Remedy = "Run 'praxis workspace check', and restore it from a backup or import the file again" }]);
    }

    /// <summary>The columns with the type that fits the values of every part: a number that is whole in one and broken in another is a double where no digit is lost, else what was written.</summary>
    internal IReadOnlyList<StoredColumn> Columns(DuckDBConnection connection)
    {
        var parts = Parts.Select(part => Described(connection, part)).ToList();
        return [.. parts[0].Where(IsDeclared).Select(column => new StoredColumn(column.Name, parts.Count == 1 ? column.SqlType : Common(connection, column.Name, parts)))];
    }

    /// <summary>A query of all rows: <c>__row</c>, the columns, and for those that are written otherwise than their type says, the text as written.</summary>
    internal string Select(DuckDBConnection connection)
    {
        if (Parts.Count == 1)
            return $"SELECT * FROM read_parquet({Sql.Text(Parts[0].Path)})";
        var parts = Parts.Select(part => Described(connection, part)).ToList();
        var columns = Columns(connection);
        var written = columns.Where(column => column.SqlType != "VARCHAR" && parts.Any(part => TypeIn(part, column.Name) != column.SqlType || TypeIn(part, Sql.WrittenPrefix + column.Name) is not null)).ToList();
        var selects = new List<string>();
        long before = 0;
        for (var i = 0; i < parts.Count; before += Parts[i++].Rows)
        {
            var part = parts[i];
            var cells = columns.Select(column => Cell(part, column)).Concat(written.Select(column => $"{Written(part, column.Name)} AS {Sql.Name(Sql.WrittenPrefix + column.Name)}"));
            selects.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"SELECT {Sql.RowColumn} + {before} AS {Sql.RowColumn}, {string.Join(", ", cells)} FROM read_parquet({Sql.Text(Parts[i].Path)})"));
        }

        return string.Join(" UNION ALL ", selects);
    }

    private static bool IsDeclared(StoredColumn column) => column.Name != Sql.RowColumn && !column.Name.StartsWith(Sql.WrittenPrefix, StringComparison.Ordinal);

    private static List<StoredColumn> Described(DuckDBConnection connection, StoredPart part) =>
        [.. Sql.Query(connection, $"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet({Sql.Text(part.Path)}))", r => new StoredColumn(r.GetString(0), r.GetString(1)))];

    private static string? TypeIn(List<StoredColumn> part, string column) => part.Find(one => one.Name == column)?.SqlType;

    private static string Written(List<StoredColumn> part, string column) =>
        TypeIn(part, Sql.WrittenPrefix + column) is not null ? Sql.Name(Sql.WrittenPrefix + column) : $"CAST({Sql.Name(column)} AS VARCHAR)";

    private static string Cell(List<StoredColumn> part, StoredColumn column) =>
        (TypeIn(part, column.Name) == column.SqlType ? Sql.Name(column.Name)
            : column.SqlType == "VARCHAR" ? Written(part, column.Name)
            : $"CAST({Sql.Name(column.Name)} AS {column.SqlType})") + " AS " + Sql.Name(column.Name);

    private string Common(DuckDBConnection connection, string column, List<List<StoredColumn>> parts)
    {
        var name = Sql.Name(column);
        var types = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < parts.Count; i++)
        {
            // A part without any value of the column says nothing about its type.
            var type = TypeIn(parts[i], column) ?? "VARCHAR";
            if (!types.Contains(type) && (types.Count == 0 || type != "VARCHAR" || HasValue(connection, Parts[i], name)))
                types.Add(type);
        }

        if (types.Count > 1 && types.Contains("VARCHAR") && !Enumerable.Range(0, parts.Count).Any(i => TypeIn(parts[i], column) == "VARCHAR" && HasValue(connection, Parts[i], name)))
            types.Remove("VARCHAR");
        if (types.Count == 1)
            return types.First();
        if (types.SetEquals(["DATE", "TIMESTAMP"]))
            return "TIMESTAMP";
        var isExact = types.SetEquals(["BIGINT", "DOUBLE"])
            && !Enumerable.Range(0, parts.Count).Any(i => TypeIn(parts[i], column) == "BIGINT" && Sql.Number(connection, $"SELECT count(*) FROM read_parquet({Sql.Text(Parts[i].Path)}) WHERE abs({name}) >= 1000000000000000") > 0);
        return isExact ? "DOUBLE" : "VARCHAR";
    }

    private static bool HasValue(DuckDBConnection connection, StoredPart part, string name) =>
        Sql.Number(connection, $"SELECT count(*) FROM (SELECT 1 FROM read_parquet({Sql.Text(part.Path)}) WHERE {name} IS NOT NULL LIMIT 1)") > 0;
}
