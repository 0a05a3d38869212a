using System.Globalization;
using System.Text.RegularExpressions;
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
    private const long MostExact = 1_000_000;
    private const int Part = 8;
    private const string Blanks = "E' \\t\\r\\n\\f\\x0b'";
    private const string BlankSigns = " \\t\\r\\n\\f\\x0b";
    private static readonly string[] Disguises = ["UNKNOWN", "UNK", "NA", "N/A", "NULL", "MISSING", "?", "??", "???", "-", "NAN", "TBD"];
    private readonly DuckDBConnection connection = table.Connection;
    private bool isEveryRowUnique; // by one column alone
    private readonly Dictionary<string, string> types = Sql.Query(table.Connection, "SELECT column_name, column_type FROM (DESCRIBE t)", reader => (reader.GetString(0), reader.GetString(1))).ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);

    private bool IsIndexed => table.Columns.Count > 1 && table.Columns[0] == "column0" && !table.Columns.Contains("column1");

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
        var counted = Count(name, written);
        var (distinct, values) = (counted.Distinct, counted.Values);
        var isNative = types[name] is "BIGINT" or "DOUBLE" or "INTEGER";
        var (numbers, dates, datesOnly) = types[name] switch
        {
            "BIGINT" or "INTEGER" => (values, 0L, 0L),
            "DOUBLE" => (Sql.Number(connection, $"SELECT count(*) FROM t WHERE isfinite({Sql.Name(name)})"), 0L, 0L),
            "DATE" or "TIMESTAMP" => (0L, values, values),
            "BOOLEAN" => (0L, 0L, 0L),
            _ => Kinds(written, values, counted.IsEstimate || distinct * 4 < values),
        };
        var least = Values("n, r", 1);
        return new ColumnStatistics
        {
            Name = name,
            Rows = table.Rows,
            Missing = table.Rows - values,
            Distinct = distinct,
            IsDistinctEstimate = counted.IsEstimate,
            Scores = TypeScores.Of(table.Rows, table.Rows - values, numbers, distinct, dates, datesOnly),
            Top = Named(written, counted.IsEstimate ? Frequent(name, written) : Values("n DESC, r", MostTop)),
            Least = Named(written, least) is [var one] ? one : null,
            RareValues = distinct == 0 ? 0 : (counted.IsEstimate ? Part : 1) * Sql.Number(connection, "SELECT count(*) FROM values_of WHERE n < 0.05 * (SELECT max(n) FROM values_of)"),
            Numbers = numbers == 0 ? null : Numbers(isNative ? $"CAST({Sql.Name(name)} AS DOUBLE)" : $"TRY_CAST({written} AS DOUBLE)", !counted.IsEstimate && distinct * 4 < values),
        };
    }

    /// <summary>Equal rows; an unnamed first column (an index) does not count.</summary>
    public DuplicateSummary Duplicates()
    {
        var columns = string.Join(", ", table.Columns.Skip(IsIndexed ? 1 : 0).Select(table.Written));
        if (table.Columns.Count == 0 || table.Rows == 0 || isEveryRowUnique)
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
        var condition = $"(regexp_full_match({written}, '(?i)[{BlankSigns}]*({string.Join('|', Disguises.Select(Regex.Escape))})[{BlankSigns}]*') AND upper(trim({written}, {Blanks})) IN ({string.Join(", ", Disguises.Select(Sql.Text))}))";
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

    // The expression ends at the first other sign, where trim goes over the whole text: a fiftieth of its time for reviews.
    private static string IsMissing(string text) => $"(NOT coalesce(regexp_matches({text}, '[^{BlankSigns}]'), false))";

    private static string Literal(double value) => value.ToString("R", CultureInfo.InvariantCulture) + "::DOUBLE";

    private string Number(string column) => types[column] is "BIGINT" or "DOUBLE" or "INTEGER" ? $"CAST({Sql.Name(column)} AS DOUBLE)" : $"TRY_CAST({table.Written(column)} AS DOUBLE)";

    // Values are counted one by one up to a million. Beyond that those whose hash falls into an eighth are, and the others are taken to be like them: with a million values the
    // standard error is 0.3 % (√(7 / n)), and with more it is less.
    private (long Distinct, long Values, bool IsEstimate) Count(string name, string written)
    {
        var (key, isMissing) = Key(name, written);
        var source = $"FROM (SELECT {key} AS v, {Sql.RowColumn} FROM t) WHERE NOT {isMissing}";
        var isLarge = table.Rows > MostExact && Sql.Number(connection, $"SELECT 64 * count(DISTINCT hash(v)) {source} AND hash(v) % 64 = 63") > 9 * MostExact / 10;
        if (isLarge)
        {
            Collect($"{source} AND hash(v) % {Part} = 0");
            var (counted, repeated) = Sql.Query(connection, "SELECT count(*), count(*) FILTER (n > 1) FROM values_of", reader => (reader.GetInt64(0), reader.GetInt64(1))).First();
            var values = Sql.Number(connection, $"SELECT count(*) {source}");
            if (counted * Part > MostExact)
            {
                var isUnique = repeated == 0 && values == table.Rows && Rises(key);
                isEveryRowUnique |= isUnique && !(IsIndexed && name == table.Columns[0]);
                return (repeated == 0 ? values : Math.Min(values, counted * Part), values, !isUnique);
            }
        }

        Collect(source);
        return Sql.Query(connection, "SELECT count(*), coalesce(sum(n), 0)::BIGINT FROM values_of", reader => (reader.GetInt64(0), reader.GetInt64(1), false)).First();
    }

    // Numbers of rows mostly rise, and what rises has no repeats: proved in one pass that holds nothing.
    private bool Rises(string key) => Sql.Number(connection, $"SELECT count(*) FROM (SELECT {key} <= lag({key}) OVER () AS is_back FROM t) WHERE is_back") == 0;

    private void Collect(string source) => Sql.Run(connection, $"CREATE OR REPLACE TEMP TABLE values_of AS SELECT hash(v) AS h, count(*) AS n, min({Sql.RowColumn}) AS r {source} GROUP BY h");

    // Of millions of values the most frequent ones stand out in a sixteenth of the rows; they are then counted in all. The first rows are looked at too, for columns without repeats.
    private List<(long Count, long Row)> Frequent(string name, string written)
    {
        var (key, isMissing) = Key(name, written);
        Sql.Run(connection, $"CREATE OR REPLACE TEMP TABLE frequent AS SELECT hash(v) AS h FROM (SELECT {key} AS v, {Sql.RowColumn} FROM t) WHERE ({Sql.RowColumn} <= 1000 OR ({Sql.RowColumn} * 2654435769) % 4294967296 < 268435456) AND NOT {isMissing} GROUP BY h ORDER BY count(*) DESC, min({Sql.RowColumn}) LIMIT 200");
        return [.. Sql.Query(connection, $"SELECT count(*) AS n, min({Sql.RowColumn}) AS r FROM t WHERE hash({key}) IN (SELECT h FROM frequent) GROUP BY hash({key}) ORDER BY n DESC, r LIMIT {MostTop}", reader => (reader.GetInt64(0), reader.GetInt64(1)))];
    }

    // Numbers that are written as the database writes them are told apart as numbers, which is ten times faster than as texts.
    private (string Key, string IsMissing) Key(string name, string written) =>
        types[name] is "BIGINT" or "DOUBLE" or "INTEGER" or "DATE" or "TIMESTAMP" && written == $"CAST({Sql.Name(name)} AS VARCHAR)" ? (Sql.Name(name), "(v IS NULL)") : (written, IsMissing("v"));

    // Where values repeat, the first row of each speaks for all; where an eighth of them was counted, it speaks for the others.
    private (long Numbers, long Dates, long DatesOnly) Kinds(string written, long values, bool isByValue)
    {
        var source = isByValue ? $"SELECT {written} AS v, n FROM t JOIN values_of ON {Sql.RowColumn} = r" : $"SELECT {written} AS v, 1 AS n FROM t";
        var (numbers, dates, datesOnly, counted) = Sql.Query(
            connection,
            $"SELECT coalesce(sum(n) FILTER (coalesce(isfinite(x), false)), 0)::BIGINT, coalesce(sum(n) FILTER (d IS NOT NULL), 0)::BIGINT, coalesce(sum(n) FILTER (d IS NOT NULL AND x IS NULL), 0)::BIGINT, coalesce(sum(n), 0)::BIGINT FROM (SELECT n, TRY_CAST(v AS DOUBLE) AS x, TRY_CAST(v AS TIMESTAMP) AS d FROM ({source}) WHERE NOT {IsMissing("v")})",
            reader => (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3))).First();
        long All(long own) => counted == values || counted == 0 ? own : (long)Math.Round((double)own * values / counted);
        return (All(numbers), All(dates), All(datesOnly));
    }

    private List<(long Count, long Row)> Values(string order, int most) => [.. Sql.Query(connection, $"SELECT n, r FROM values_of ORDER BY {order} LIMIT {most}", reader => (reader.GetInt64(0), reader.GetInt64(1)))];

    private IReadOnlyList<ValueCount> Named(string written, List<(long Count, long Row)> values)
    {
        if (values.Count == 0)
            return [];
        var names = Sql.Query(connection, $"SELECT {Sql.RowColumn}, {written} FROM t WHERE {Sql.RowColumn} IN ({string.Join(", ", values.Select(value => value.Row))})", reader => (reader.GetInt64(0), reader.GetString(1))).ToDictionary(pair => pair.Item1, pair => pair.Item2);
        return [.. values.Select(value => new ValueCount(names[value.Row], value.Count))];
    }

    // Sums of powers go around the mean and are compensated, since those of raw values lose their last digits.
    // A number that stands in many rows is taken once, with their count.
    private NumberStatistics? Numbers(string number, bool isByValue)
    {
        Sql.Run(connection, $"CREATE OR REPLACE TEMP TABLE numbers_of AS SELECT x, n FROM ({(isByValue ? $"SELECT {number} AS x, n FROM t JOIN values_of ON {Sql.RowColumn} = r" : $"SELECT {number} AS x, 1::BIGINT AS n FROM t")}) WHERE isfinite(x)");
        var first = Sql.Query(connection, "SELECT coalesce(sum(n), 0)::BIGINT, min(x), max(x), fsum(n * x) / sum(n), coalesce(sum(n) FILTER (x <> trunc(x)), 0)::BIGINT FROM numbers_of", reader => reader.GetInt64(0) == 0 ? default : (Count: reader.GetInt64(0), Min: reader.GetDouble(1), Max: reader.GetDouble(2), Mean: reader.GetDouble(3), Fractions: reader.GetInt64(4))).First();
        if (first.Count == 0)
            return null;
        var quantiles = isByValue ? Weighted(first.Count, [0.05, 0.5, 0.95]) : Sql.Query(connection, "SELECT quantile_cont(x, [0.05, 0.5, 0.95]) FROM numbers_of", reader => reader.GetFieldValue<List<double>>(0)).First();
        var (lowest, median, highest) = (quantiles[0], quantiles[1], quantiles[2]);
        var (mean, low, high) = (Literal(first.Mean), Literal(lowest), Literal(highest));
        var clipped = $"greatest(least(x, {high}), {low})";
        var clippedMean = Double($"SELECT fsum(n * {clipped}) / sum(n) FROM numbers_of");
        var powers = Sql.Query(connection, $"SELECT fsum(n * d * d), fsum(n * d * d * d), fsum(n * d * d * d * d), fsum(n * (c - {Literal(clippedMean)}) * (c - {Literal(clippedMean)})) FROM (SELECT n, x - {mean} AS d, {clipped} AS c FROM numbers_of)", reader => (Square: reader.GetDouble(0), Cube: reader.GetDouble(1), Fourth: reader.GetDouble(2), Clipped: reader.GetDouble(3))).First();
        var isConstant = first.Min == first.Max;
        var m2 = powers.Square / first.Count;
        var width = (first.Max - first.Min) / MostBins;
        var bins = new long[isConstant ? 1 : MostBins];
        if (isConstant || !double.IsFinite(width) || width == 0)
            bins = [first.Count];
        else
            foreach (var (bin, count) in Sql.Query(connection, $"SELECT least(floor((x - {Literal(first.Min)}) / {Literal(width)}), {MostBins - 1})::INTEGER AS b, sum(n)::BIGINT FROM numbers_of GROUP BY b", reader => (reader.GetInt32(0), reader.GetInt64(1))))
                bins[Math.Clamp(bin, 0, bins.Length - 1)] = count;
        return new NumberStatistics
        {
            Count = first.Count,
            Min = first.Min,
            Max = first.Max,
            Mean = first.Mean,
            Deviation = first.Count > 1 ? Math.Sqrt(powers.Square / (first.Count - 1)) : double.NaN,
            Low = lowest,
            Median = median,
            High = highest,
            Robust = Range(median, Math.Sqrt(powers.Clipped / first.Count)),
            RobustSample = Range(median, first.Count > 1 ? Math.Sqrt(powers.Clipped / (first.Count - 1)) : 0),
            Skew = isConstant ? null : powers.Cube / first.Count / Math.Pow(m2, 1.5),
            Kurtosis = isConstant ? null : powers.Fourth / first.Count / (m2 * m2),
            Fractions = first.Fractions,
            Bins = bins,
        };
    }

    // The database's own interpolation between the two neighbours of a place.
    private List<double> Weighted(long count, double[] shares) => [.. shares.Select(share =>
    {
        var place = share * (count - 1);
        var below = (long)Math.Floor(place);
        var ends = $"SELECT min(x) FILTER (upto > {below}) AS low, min(x) FILTER (upto > {(long)Math.Ceiling(place)}) AS high FROM (SELECT x, sum(n) OVER (ORDER BY x) AS upto FROM numbers_of)";
        return Double($"SELECT quantile_cont(x, {Literal(place - below)}) FROM (SELECT unnest([low, high]) AS x FROM ({ends}))");
    })];

    private RobustRange Range(double median, double deviation)
    {
        var (low, high) = (median - 5 * deviation, median + 5 * deviation);
        return new RobustRange(deviation, low, high, double.IsFinite(low) && double.IsFinite(high) ? Sql.Number(connection, $"SELECT coalesce(sum(n), 0)::BIGINT FROM numbers_of WHERE x < {Literal(low)} OR x > {Literal(high)}") : 0);
    }

    private double Double(string sql) => Sql.Query(connection, sql, reader => reader.GetDouble(0)).First();

    private RowSet Rows(string condition)
    {
        var count = Sql.Number(connection, $"SELECT count(*) FROM t WHERE {condition}");
        return count == 0 ? RowSet.None : new RowSet(count, [.. Sql.Query(connection, $"SELECT {Sql.RowColumn} FROM t WHERE {condition} ORDER BY {Sql.RowColumn} LIMIT {RowSet.Most}", reader => reader.GetInt64(0))]);
    }
}
