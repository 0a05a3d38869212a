using System.Globalization;
using DuckDB.NET.Data;
using Praxis.Data.Tables;

namespace Praxis.Data.Statistics;

/// <summary>
/// Statistics of a table of any size, counted in the database column by column; no row is held here. Values are compared by 64-bit hashes, which for ten million different values
/// err with a probability of 3 in a million. One thread at a time.
/// </summary>
public sealed class TableStatistics(TableView table)
{
    private const int MostTop = 20;
    private const int MostBins = 40;
    private const string Blanks = "E' \\t\\r\\n\\f\\x0b'";
    private static readonly string[] Disguises = ["UNKNOWN", "UNK", "NA", "N/A", "NULL", "MISSING", "?", "??", "???", "-", "NAN", "TBD"];
    private readonly DuckDBConnection connection = table.Connection;
    private readonly Dictionary<string, string> types = Sql.Query(table.Connection, "SELECT column_name, column_type FROM (DESCRIBE t)", reader => (reader.GetString(0), reader.GetString(1))).ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);

    /// <summary>All columns, in the file's order.</summary>
    public IReadOnlyList<ColumnStatistics> Columns(CancellationToken cancellationToken)
    {
        var columns = new List<ColumnStatistics>();
        foreach (var name in table.Columns)
        {
            cancellationToken.ThrowIfCancellationRequested();
            columns.Add(Column(name));
        }

        return columns;
    }

    /// <summary>One column.</summary>
    public ColumnStatistics Column(string name)
    {
        var written = table.Written(name);
        Sql.Run(connection, $"CREATE OR REPLACE TEMP TABLE values_of AS SELECT hash(v) AS h, count(*) AS n, min({Sql.RowColumn}) AS r FROM (SELECT {written} AS v, {Sql.RowColumn} FROM t) WHERE NOT {IsMissing("v")} GROUP BY h");
        var (distinct, values) = Sql.Query(connection, "SELECT count(*), coalesce(sum(n), 0)::BIGINT FROM values_of", reader => (reader.GetInt64(0), reader.GetInt64(1))).First();
        var isNative = types[name] is "BIGINT" or "DOUBLE" or "INTEGER";
        var (numbers, dates, datesOnly) = types[name] switch
        {
            "BIGINT" or "INTEGER" => (values, 0L, 0L),
            "DOUBLE" => (Sql.Number(connection, $"SELECT count(*) FROM t WHERE isfinite({Sql.Name(name)})"), 0L, 0L),
            "DATE" or "TIMESTAMP" => (0L, values, values),
            "BOOLEAN" => (0L, 0L, 0L),
            _ => Kinds(written),
        };
        var least = Values("n, r", 1);
        return new ColumnStatistics
        {
            Name = name,
            Rows = table.Rows,
            Missing = table.Rows - values,
            Distinct = distinct,
            Scores = TypeScores.Of(table.Rows, table.Rows - values, numbers, distinct, dates, datesOnly),
            Top = Named(written, Values("n DESC, r", MostTop)),
            Least = Named(written, least) is [var one] ? one : null,
            RareValues = distinct == 0 ? 0 : Sql.Number(connection, "SELECT count(*) FROM values_of WHERE n < 0.05 * (SELECT max(n) FROM values_of)"),
            Numbers = numbers == 0 ? null : Numbers(isNative ? $"CAST({Sql.Name(name)} AS DOUBLE)" : $"TRY_CAST({written} AS DOUBLE)"),
        };
    }

    /// <summary>Equal rows; an unnamed first column (an index) does not count.</summary>
    public DuplicateSummary Duplicates()
    {
        var isIndexed = table.Columns.Count > 1 && table.Columns[0] == "column0" && !table.Columns.Contains("column1");
        var columns = string.Join(", ", table.Columns.Skip(isIndexed ? 1 : 0).Select(table.Written));
        if (table.Columns.Count == 0 || table.Rows == 0)
            return new DuplicateSummary(0, RowSet.None, []);
        Sql.Run(connection, $"CREATE OR REPLACE TEMP TABLE equal_rows AS SELECT hash({columns}) AS h, count(*) AS n, min({Sql.RowColumn}) AS r FROM t GROUP BY h HAVING n > 1");
        var (later, members) = Sql.Query(connection, "SELECT coalesce(sum(n - 1), 0)::BIGINT, coalesce(sum(n), 0)::BIGINT FROM equal_rows", reader => (reader.GetInt64(0), reader.GetInt64(1))).First();
        IReadOnlyList<long> first = members == 0 ? [] : [.. Sql.Query(connection, $"SELECT {Sql.RowColumn} FROM t WHERE hash({columns}) IN (SELECT h FROM equal_rows) ORDER BY {Sql.RowColumn} LIMIT {RowSet.Most}", reader => reader.GetInt64(0))];
        return new DuplicateSummary(later, new RowSet(members, first), [.. Sql.Query(connection, "SELECT n, r FROM equal_rows ORDER BY n DESC, r LIMIT 10", reader => (reader.GetInt64(0), reader.GetInt64(1)))]);
    }

    /// <summary>A hash of each row's values as written, which is the same for equal rows of any table, and the row's number.</summary>
    public IEnumerable<(long Row, ulong Hash)> RowHashes(IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return columns.Count == 0 ? [] : Sql.Query(connection, $"SELECT {Sql.RowColumn}, hash({string.Join(", ", columns.Select(table.Written))}) FROM t ORDER BY {Sql.RowColumn}", reader => (reader.GetInt64(0), reader.GetFieldValue<ulong>(1)));
    }

    /// <summary>Rows without a value in a column: none, or nothing but white space.</summary>
    public RowSet MissingRows(string column) => Rows(IsMissing(table.Written(column)));

    /// <summary>Rows whose number is outside of a range.</summary>
    public RowSet RowsOutside(string column, double low, double high) => Rows($"isfinite({Number(column)}) AND ({Number(column)} < {Literal(low)} OR {Number(column)} > {Literal(high)})");

    /// <summary>Rows with one of some values, as written.</summary>
    public RowSet RowsWith(string column, IReadOnlyList<string> values) => Rows($"{table.Written(column)} IN ({string.Join(", ", values.Select(Sql.Text).DefaultIfEmpty("NULL"))})");

    /// <summary>Rows with a value that is no finite number.</summary>
    public RowSet RowsWithoutNumber(string column) => Rows($"NOT {IsMissing(table.Written(column))} AND NOT coalesce(isfinite({Number(column)}), false)");

    /// <summary>Rows whose value, without white space around it and in capitals, says that there is none: NA, UNKNOWN, ? and the like; and the values as written, at most 20.</summary>
    public (RowSet Rows, IReadOnlyList<string> Values) Disguised(string column)
    {
        var written = table.Written(column);
        var condition = $"upper(trim({written}, {Blanks})) IN ({string.Join(", ", Disguises.Select(Sql.Text))})";
        var rows = Rows(condition);
        return (rows, rows.Count == 0 ? [] : [.. Sql.Query(connection, $"SELECT {written} AS v FROM t WHERE {condition} GROUP BY v ORDER BY count(*) DESC, v LIMIT 20", reader => reader.GetString(0))]);
    }

    /// <summary>Values as written with their rows, the most frequent first; rows without one do not count.</summary>
    public IReadOnlyList<ValueCount> Counts(string column, int most) =>
        [.. Sql.Query(connection, $"SELECT v, count(*) AS n FROM (SELECT {table.Written(column)} AS v FROM t) WHERE NOT {IsMissing("v")} GROUP BY v ORDER BY n DESC, v LIMIT {most}", reader => new ValueCount(reader.GetString(0), reader.GetInt64(1)))];

    /// <summary>Values with less than 0.05 of the rows of the most frequent one, the rarest first.</summary>
    public IReadOnlyList<ValueCount> RareValues(string column, int most) =>
        [.. Sql.Query(connection, $"SELECT v, n FROM (SELECT {table.Written(column)} AS v, count(*) AS n FROM t WHERE NOT {IsMissing(table.Written(column))} GROUP BY v) QUALIFY n < 0.05 * max(n) OVER () ORDER BY n, v LIMIT {most}", reader => new ValueCount(reader.GetString(0), reader.GetInt64(1)))];

    /// <summary>
    /// Some of the rows, spread evenly by their numbers (multiples of the golden ratio, H. Weyl), the same for the same seed. Numbers where the column's kind is numeric, else texts.
    /// </summary>
    /// <param name="columns">What the columns are.</param>
    /// <param name="most">About the most rows.</param>
    /// <param name="seed">Chooses where the spread begins.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public SampledRows Sample(IReadOnlyList<ColumnStatistics> columns, int most, ulong seed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var where = table.Rows <= most ? "" : string.Create(CultureInfo.InvariantCulture, $" WHERE ({Sql.RowColumn} * 2654435769 + {seed % 4294967296}) % 4294967296 < {(ulong)(4294967296.0 * most / table.Rows)}");
        var cells = columns.Select(column => column.Kind == ColumnKind.Numeric ? $"CASE WHEN isfinite({Number(column.Name)}) THEN {Number(column.Name)} END" : $"CASE WHEN NOT {IsMissing(table.Written(column.Name))} THEN {table.Written(column.Name)} END");
        var (rows, sampled) = (new List<long>(), columns.Select(column => new SampledColumn(column)).ToList());
        foreach (var row in Sql.Query(connection, $"SELECT {Sql.RowColumn}{string.Concat(cells.Select(cell => ", " + cell))} FROM t{where} ORDER BY {Sql.RowColumn}", reader =>
        {
            for (var i = 0; i < sampled.Count; i++)
                sampled[i].Read(reader, i + 1);
            return reader.GetInt64(0);
        }))
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Add(row);
        }

        return new SampledRows(rows, sampled);
    }

    private static string IsMissing(string text) => $"(coalesce(trim({text}, {Blanks}), '') = '')";

    private static string Literal(double value) => value.ToString("R", CultureInfo.InvariantCulture) + "::DOUBLE";

    private string Number(string column) => types[column] is "BIGINT" or "DOUBLE" or "INTEGER" ? $"CAST({Sql.Name(column)} AS DOUBLE)" : $"TRY_CAST({table.Written(column)} AS DOUBLE)";

    private (long Numbers, long Dates, long DatesOnly) Kinds(string written) => Sql.Query(
        connection,
        $"SELECT count(*) FILTER (coalesce(isfinite(x), false)), count(d), count(d) FILTER (x IS NULL) FROM (SELECT TRY_CAST(v AS DOUBLE) AS x, TRY_CAST(v AS TIMESTAMP) AS d FROM (SELECT {written} AS v FROM t) WHERE NOT {IsMissing("v")})",
        reader => (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2))).First();

    private List<(long Count, long Row)> Values(string order, int most) => [.. Sql.Query(connection, $"SELECT n, r FROM values_of ORDER BY {order} LIMIT {most}", reader => (reader.GetInt64(0), reader.GetInt64(1)))];

    private IReadOnlyList<ValueCount> Named(string written, List<(long Count, long Row)> values)
    {
        if (values.Count == 0)
            return [];
        var names = Sql.Query(connection, $"SELECT {Sql.RowColumn}, {written} FROM t WHERE {Sql.RowColumn} IN ({string.Join(", ", values.Select(value => value.Row))})", reader => (reader.GetInt64(0), reader.GetString(1))).ToDictionary(pair => pair.Item1, pair => pair.Item2);
        return [.. values.Select(value => new ValueCount(names[value.Row], value.Count))];
    }

    // Sums of powers go around the mean and are compensated, since those of raw values lose their last digits.
    private NumberStatistics Numbers(string number)
    {
        Sql.Run(connection, $"CREATE OR REPLACE TEMP TABLE numbers_of AS SELECT x FROM (SELECT {number} AS x FROM t) WHERE isfinite(x)");
        var first = Sql.Query(connection, "SELECT count(*), min(x), max(x), favg(x), quantile_cont(x, [0.05, 0.5, 0.95]), count(*) FILTER (x <> trunc(x)) FROM numbers_of", reader =>
        {
            var quantiles = reader.GetFieldValue<List<double>>(4);
            return (Count: reader.GetInt64(0), Min: reader.GetDouble(1), Max: reader.GetDouble(2), Mean: reader.GetDouble(3), Low: quantiles[0], Median: quantiles[1], High: quantiles[2], Fractions: reader.GetInt64(5));
        }).First();
        var (mean, low, high) = (Literal(first.Mean), Literal(first.Low), Literal(first.High));
        var clipped = $"greatest(least(x, {high}), {low})";
        var clippedMean = Double($"SELECT favg({clipped}) FROM numbers_of");
        var powers = Sql.Query(connection, $"SELECT fsum(d * d), fsum(d * d * d), fsum(d * d * d * d), fsum((c - {Literal(clippedMean)}) * (c - {Literal(clippedMean)})) FROM (SELECT x - {mean} AS d, {clipped} AS c FROM numbers_of)", reader => (Square: reader.GetDouble(0), Cube: reader.GetDouble(1), Fourth: reader.GetDouble(2), Clipped: reader.GetDouble(3))).First();
        var isConstant = first.Min == first.Max;
        var m2 = powers.Square / first.Count;
        var width = (first.Max - first.Min) / MostBins;
        var bins = new long[isConstant ? 1 : MostBins];
        if (isConstant || !double.IsFinite(width) || width == 0)
            bins = [first.Count];
        else
            foreach (var (bin, count) in Sql.Query(connection, $"SELECT least(floor((x - {Literal(first.Min)}) / {Literal(width)}), {MostBins - 1})::INTEGER AS b, count(*) FROM numbers_of GROUP BY b", reader => (reader.GetInt32(0), reader.GetInt64(1))))
                bins[Math.Clamp(bin, 0, bins.Length - 1)] = count;
        return new NumberStatistics
        {
            Count = first.Count,
            Min = first.Min,
            Max = first.Max,
            Mean = first.Mean,
            Deviation = first.Count > 1 ? Math.Sqrt(powers.Square / (first.Count - 1)) : double.NaN,
            Low = first.Low,
            Median = first.Median,
            High = first.High,
            Robust = Range(first.Median, Math.Sqrt(powers.Clipped / first.Count)),
            RobustSample = Range(first.Median, first.Count > 1 ? Math.Sqrt(powers.Clipped / (first.Count - 1)) : 0),
            Skew = isConstant ? null : powers.Cube / first.Count / Math.Pow(m2, 1.5),
            Kurtosis = isConstant ? null : powers.Fourth / first.Count / (m2 * m2),
            Fractions = first.Fractions,
            Bins = bins,
        };
    }

    private RobustRange Range(double median, double deviation)
    {
        var (low, high) = (median - 5 * deviation, median + 5 * deviation);
        return new RobustRange(deviation, low, high, double.IsFinite(low) && double.IsFinite(high) ? Sql.Number(connection, $"SELECT count(*) FROM numbers_of WHERE x < {Literal(low)} OR x > {Literal(high)}") : 0);
    }

    private double Double(string sql) => Sql.Query(connection, sql, reader => reader.GetDouble(0)).First();

    private RowSet Rows(string condition)
    {
        var count = Sql.Number(connection, $"SELECT count(*) FROM t WHERE {condition}");
        return count == 0 ? RowSet.None : new RowSet(count, [.. Sql.Query(connection, $"SELECT {Sql.RowColumn} FROM t WHERE {condition} ORDER BY {Sql.RowColumn} LIMIT {RowSet.Most}", reader => reader.GetInt64(0))]);
    }
}
