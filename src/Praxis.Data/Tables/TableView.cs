using System.Globalization;
using DuckDB.NET.Data;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;
using Praxis.Data.Files;

namespace Praxis.Data.Tables;

/// <summary>A table that an import wrote, opened for reading. One thread at a time.</summary>
public sealed class TableView : IDisposable
{
    private readonly DuckDBConnection connection;
    private readonly IReadOnlyList<string> all;

    private TableView(DuckDBConnection connection)
    {
        this.connection = connection;
        all = [.. Sql.Query(connection, "SELECT column_name FROM (DESCRIBE t)", r => r.GetString(0))];
        Columns = [.. all.Where(c => c != Sql.RowColumn && !c.StartsWith(Sql.WrittenPrefix, StringComparison.Ordinal))];
        Rows = Sql.Number(connection, "SELECT count(*) FROM t");
    }

    /// <summary>The columns' names in the file's order.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Data rows.</summary>
    public long Rows { get; }

    /// <summary>The database, for what else of this assembly asks it.</summary>
    internal DuckDBConnection Connection => connection;

    /// <summary>Opens a table of one file; nothing but this file can be read through it.</summary>
    public static TableView Open(string parquetPath) => Open(StoredTable.Of(parquetPath));

    /// <summary>Opens the table; nothing but its files can be read through it.</summary>
    /// <exception cref="UserException">A file of it is missing or damaged.</exception>
    public static TableView Open(StoredTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        table = table with { Parts = [.. table.Parts.Select(part => part with { Path = Path.GetFullPath(part.Path) })] };
        var connection = Sql.OpenMemory();
        try
        {
            Sql.Run(connection, $"SET allowed_paths=[{string.Join(", ", table.Parts.Select(part => Sql.Text(part.Path)))}];");
            Sql.LockDown(connection);
            Sql.Run(connection, $"CREATE VIEW t AS {table.Select(connection)}");
            return new TableView(connection);
        }
        catch (DuckDBException error)
        {
            connection.Dispose();
            throw new UserException(new Problem { Type = "unreadable-table", Found = "the table cannot be read", Where = SafeText.Line(table.Parts[0].Path), Remedy = "Import the file again" }, error);
        }
    }

    /// <summary>The table's columns as an import of several pieces describes them, counted anew.</summary>
    public IReadOnlyList<ColumnSchema> Schemas() =>
        [.. Sql.Query(connection, "SELECT column_name, column_type FROM (DESCRIBE t)", r => (Name: r.GetString(0), Type: r.GetString(1))).ToList()
            .Where(column => Columns.Contains(column.Name))
            .Select(column => ColumnStatistics.Of(connection, "t", column.Name, TypeOf(column.Name, column.Type), null))];

    /// <summary>Rows that repeat an earlier one; the row number and an unnamed first column (an index) do not count.</summary>
    public long DuplicateRows()
    {
        var index = Columns.Count > 1 && Columns[0] == "column0" && !Columns.Contains("column1");
        var columns = string.Join(", ", Columns.Skip(index ? 1 : 0).Select(Written));
        return Rows - Sql.Number(connection, $"SELECT count(*) FROM (SELECT DISTINCT {columns} FROM t)");
    }

    /// <summary>Rows without a value, by column.</summary>
    public IReadOnlyDictionary<string, long> NullCounts() =>
        Columns.ToDictionary(c => c, c => Sql.Number(connection, $"SELECT count(*) - count({Sql.Name(c)}) FROM t"), StringComparer.Ordinal);

    /// <summary>Rows, duplicates, and for each column its nulls, different and most frequent values.</summary>
    public TableProfile Profile()
    {
        var nulls = NullCounts();
        return new TableProfile
        {
            Rows = Rows,
            DuplicateRows = DuplicateRows(),
            Columns = [.. Columns.Select(c => new ColumnProfile
            {
                Name = c,
                Nulls = nulls[c],
                Distinct = Sql.Number(connection, $"SELECT count(DISTINCT {Written(c)}) FROM t"),
                Top = [.. Sql.Query(connection, $"SELECT v, count(*) AS n FROM (SELECT {Written(c)} AS v, {Sql.RowColumn} FROM t) WHERE v IS NOT NULL GROUP BY v ORDER BY n DESC, min({Sql.RowColumn}) LIMIT 10", r => new ValueCount(r.GetString(0), r.GetInt64(1)))],
            })],
        };
    }

    /// <summary>Some columns' values as the file wrote them, row by row in the file's order, without holding them all; null where one is missing.</summary>
    public IEnumerable<string?[]> ReadColumns(IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return columns.Count == 0
            ? Enumerable.Repeat(Array.Empty<string?>(), checked((int)Rows))
            : Sql.Query(connection, $"SELECT {string.Join(", ", columns.Select(Written))} FROM t", r => columns.Select((_, i) => Sql.TextAt(r, i)).ToArray());
    }

    /// <summary>Words of the texts of a column: pieces of a split on one blank, empty pieces too; rows without a text do not count.</summary>
    public WordStatistics WordCounts(string column, WordRule rule, RowFilter? filter = null)
    {
        var text = Written(column);
        text = rule switch
        {
            WordRule.Lab => $"translate({text}, ',' || chr(10) || chr(13), '   ')",
            WordRule.NewlineOnly => $"translate({text}, chr(10) || chr(13), '  ')",
            _ => text,
        };
        return new WordStatistics([.. Sql.Query(
            connection,
            $"SELECT len(string_split(v, ' '))::BIGINT AS words, count(*) FROM (SELECT {text} AS v FROM t{Where(filter)}) WHERE v IS NOT NULL GROUP BY words ORDER BY words",
            r => KeyValuePair.Create(r.GetInt64(0), r.GetInt64(1)))]);
    }

    /// <summary>Rows by facet and label, in order of first appearance.</summary>
    public IReadOnlyList<CrosstabCell> Crosstab(string facetColumn, string labelColumn, RowFilter? filter = null) =>
        [.. Sql.Query(
            connection,
            $"SELECT f, l, count(*) FROM (SELECT {Written(facetColumn)} AS f, {Written(labelColumn)} AS l, {Sql.RowColumn} AS r FROM t{Where(filter)}) GROUP BY f, l ORDER BY min(r)",
            r => new CrosstabCell(Sql.TextAt(r, 0), Sql.TextAt(r, 1), r.GetInt64(2)))];

    /// <summary>Rows by facet value, group and outcome, in order of first appearance; one pass over the columns' values, whatever the number of rows.</summary>
    /// <param name="positive">What counts as positive: values or a threshold.</param>
    /// <param name="facet">The facet: each value, some values together (named by all of them, with commas), or an interval above a threshold (named as <c>(40, 80]</c>).</param>
    /// <param name="group">The column of the groups; null for none.</param>
    /// <exception cref="UserException">A column is unknown, or a threshold is asked of a column without numbers.</exception>
    public IReadOnlyList<OutcomeCount> Outcomes(ColumnRange positive, ColumnRange facet, string? group = null)
    {
        ArgumentNullException.ThrowIfNull(positive);
        ArgumentNullException.ThrowIfNull(facet);
        var (outcome, _) = Inside(positive);
        var value = Written(facet.Column);
        if (facet.Values.Count > 0 || facet.Above is not null)
        {
            var (inside, name) = Inside(facet);
            value = $"CASE WHEN {inside} THEN {Sql.Text(name)} END";
        }

        return [.. Sql.Query(
            connection,
            $"SELECT f, g, count(*) FILTER (p), count(*) FROM (SELECT {value} AS f, {(group is null ? "NULL::VARCHAR" : Written(group))} AS g, coalesce({outcome}, false) AS p, {Sql.RowColumn} AS r FROM t) GROUP BY f, g ORDER BY min(r)",
            r => new OutcomeCount(Sql.TextAt(r, 0), Sql.TextAt(r, 1), r.GetInt64(2), r.GetInt64(3) - r.GetInt64(2)))];
    }

    /// <summary>The rows one after the other, in the file's order, without holding them all.</summary>
    public IEnumerable<PreparedRow> ReadRows(string textColumn, string labelColumn, string? facetColumn = null, RowFilter? filter = null, IReadOnlyList<string>? moreColumns = null) =>
        Sql.Query(
            connection,
            $"SELECT {Sql.RowColumn}, {Written(textColumn)}, {Written(labelColumn)}, {(facetColumn is null ? "NULL::VARCHAR" : Written(facetColumn))}{string.Concat((moreColumns ?? []).Select(column => ", " + Written(column)))} FROM t{Where(filter)}",
            r => new PreparedRow(r.GetInt64(0), Sql.TextAt(r, 1), Sql.TextAt(r, 2), Sql.TextAt(r, 3), moreColumns is null or { Count: 0 } ? null : [.. moreColumns.Select((_, i) => Sql.TextAt(r, 4 + i))]));

    // A text of moments with time zones is a date, as it is for one file.
    private ColumnType TypeOf(string name, string sqlType) => sqlType switch
    {
        "BOOLEAN" => ColumnType.Boolean,
        "BIGINT" or "DOUBLE" => ColumnType.Number,
        _ when sqlType.StartsWith("DECIMAL", StringComparison.Ordinal) => ColumnType.Number,
        "DATE" or "TIMESTAMP" or "TIMESTAMP WITH TIME ZONE" => ColumnType.Date,
        _ when ReadColumns([name]).All(row => row[0] is null || (WrittenValue.KindsOf(System.Text.Encoding.UTF8.GetBytes(row[0]!)) & ValueKinds.Moment) != 0) && Sql.Number(connection, $"SELECT count({Sql.Name(name)}) FROM t") > 0 => ColumnType.Date,
        _ => ColumnType.Text,
    };

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    /// <summary>Tells every column that is not there, with the nearest name.</summary>
    /// <param name="names">The columns that are needed.</param>
    /// <param name="where">The file they are looked for in, by its name.</param>
    /// <exception cref="UserException">One is not there.</exception>
    public void RequireColumns(IEnumerable<string> names, string? where = null)
    {
        var missing = names.Where(name => !Columns.Contains(name)).Distinct(StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
            throw new UserException(Fault.Input, missing.Select(name => new Problem
            {
                Type = "unknown-column",
                Found = $"there is no column '{SafeText.Line(name, 80)}'",
                Where = where is null ? null : SafeText.Line(where),
                Expected = "one of " + string.Join(", ", Columns.Take(40).Select(own => SafeText.Line(own, 80))),
                Remedy = NearestName.Suggestion(name, Columns),
            }));
    }

    /// <summary>The column's values as the file wrote them.</summary>
    internal string Written(string column)
    {
        RequireColumns([column]);
        var written = Sql.WrittenPrefix + column;
        return all.Contains(written) ? Sql.Name(written) : $"CAST({Sql.Name(column)} AS VARCHAR)";
    }

    // A condition, and what it is called.
    private (string Condition, string Name) Inside(ColumnRange range)
    {
        if (range.Above is not { } threshold)
            return ($"{Written(range.Column)} IN ({string.Join(", ", range.Values.Select(Sql.Text))})", string.Join(',', range.Values));
        var number = $"TRY_CAST({Written(range.Column)} AS DOUBLE)";
        var ends = Sql.Query(connection, $"SELECT max({number}), bool_and({number} = floor({number})) FROM t WHERE isfinite({number})", r => r.IsDBNull(0) ? ((double Most, bool IsWhole)?)null : (r.GetDouble(0), r.GetBoolean(1))).First();
        if (ends is not { } own)
            throw new UserException(new Problem { Type = "not-a-number", Found = $"'{SafeText.Line(range.Column, 80)}' holds no number to compare with {threshold.ToString(CultureInfo.InvariantCulture)}", Remedy = "Name values instead of a threshold" });
        string Number(double end) => own.IsWhole && threshold == Math.Floor(threshold) ? end.ToString("0", CultureInfo.InvariantCulture) : end.ToString(end == Math.Floor(end) ? "0.0" : "R", CultureInfo.InvariantCulture);
        return ($"{number} > {threshold.ToString("R", CultureInfo.InvariantCulture)}::DOUBLE AND {number} <= {own.Most.ToString("R", CultureInfo.InvariantCulture)}::DOUBLE", threshold == own.Most ? "" : $"({Number(Math.Min(threshold, own.Most))}, {Number(Math.Max(threshold, own.Most))}]");
    }

    private string Where(RowFilter? filter)
    {
        var terms = (filter?.NotNull ?? []).Select(c => $"{Written(c)} IS NOT NULL").ToList();
        if (filter is { ExcludeColumn: { } column, ExcludedValues.Count: > 0 })
            terms.Add($"({Written(column)} IS NULL OR {Written(column)} NOT IN ({string.Join(", ", filter.ExcludedValues.Select(Sql.Text))}))");
        return terms.Count == 0 ? string.Empty : " WHERE " + string.Join(" AND ", terms);
    }
}
