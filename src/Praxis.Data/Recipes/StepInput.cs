using System.Globalization;
using System.Text.Json.Nodes;
using DuckDB.NET.Data;

namespace Praxis.Data.Recipes;

/// <summary>The table before a step, and what the step may ask of it.</summary>
internal sealed class StepInput(DuckDBConnection connection, string from, IReadOnlyList<RecipeColumn> columns, long seed, int place)
{
    /// <summary>The table's name in SQL.</summary>
    public string From => from;

    /// <summary>Its columns without <c>__row</c>.</summary>
    public IReadOnlyList<RecipeColumn> Columns => columns;

    /// <summary>The other tables that joins name, by name.</summary>
    public IReadOnlyDictionary<string, string> Tables { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The table as rows that come one after the other, on one thread: sums of doubles and first values are then the same in every run. The database streams a limit that
    /// keeps order.
    /// </summary>
    public string InOrder => $"(SELECT * FROM {from} LIMIT {long.MaxValue})";

    /// <summary>The step's place in the recipe, from 0.</summary>
    public int Place => place;

    /// <summary>The recipe's seed.</summary>
    public long Seed => seed;

    /// <summary>Ends what a step computes itself.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>A text by row that only seed, step and row decide: whatever is drawn takes the rows in its order.</summary>
    public string Draw => DrawOf(Sql.RowColumn);

    public RecipeColumn? Column(string name) => columns.FirstOrDefault(column => column.Name == name);

    public bool Has(string name) => Column(name) is not null;

    public string DrawOf(string key) => string.Create(CultureInfo.InvariantCulture, $"md5('{seed}:{place}:' || {key})");

    /// <summary>A SELECT of all columns, some replaced in their place, new ones at the end.</summary>
    public string With(IReadOnlyDictionary<string, string> expressions, string? where = null)
    {
        var cells = columns.Select(column => expressions.TryGetValue(column.Name, out var own) ? $"{own} AS {Sql.Name(column.Name)}" : Sql.Name(column.Name))
            .Concat(expressions.Where(pair => !Has(pair.Key)).Select(pair => $"{pair.Value} AS {Sql.Name(pair.Key)}"));
        return $"SELECT {Sql.RowColumn}, {string.Join(", ", cells)} FROM {from}{(where is null ? "" : $" WHERE {where}")}";
    }

    /// <summary>A SELECT of all columns of some rows.</summary>
    public string Where(string condition) => $"SELECT * FROM {from} WHERE {condition}";

    /// <summary>A condition that a value is missing: none, or nothing but white space. The expression ends at the first other character; <c>trim</c> goes over all of them.</summary>
    public string IsMissing(string name) => Column(name) is { IsText: true } ? $"(NOT coalesce(regexp_matches({Sql.Name(name)}, '[^ \\t\\r\\n]'), false))" : $"({Sql.Name(name)} IS NULL)";

    public void Run(string sql) => Sql.Run(connection, sql);

    public double? Number(string expression) => Rows($"SELECT CAST({expression} AS DOUBLE) FROM {from}", reader => reader.IsDBNull(0) ? (double?)null : reader.GetDouble(0)).FirstOrDefault();

    /// <summary>Computes expressions once for work that goes over them more than once; its table has a column of doubles for each.</summary>
    public T WithHeld<T>(IEnumerable<string> expressions, Func<StepInput, T> work)
    {
        var own = expressions.Select((expression, i) => (Column: new RecipeColumn(string.Create(CultureInfo.InvariantCulture, $"x{i}"), "DOUBLE"), Expression: expression)).ToList();
        Sql.Run(connection, $"CREATE OR REPLACE TEMP TABLE learned AS SELECT {string.Join(", ", own.Select(one => $"{one.Expression} AS {one.Column.Name}"))} FROM {from}");
        var result = work(new StepInput(connection, "learned", [.. own.Select(one => one.Column)], seed, place));
        Sql.Run(connection, "DROP TABLE learned");
        return result;
    }

    /// <summary>Several numbers in one pass over the rows.</summary>
    public IReadOnlyList<double?> Doubles(IEnumerable<string> expressions)
    {
        var all = expressions.ToList();
        return all.Count == 0 ? [] : Rows($"SELECT {string.Join(", ", all.Select(one => $"CAST({one} AS DOUBLE)"))} FROM {from}", reader => (IReadOnlyList<double?>)[.. all.Select((_, i) => reader.IsDBNull(i) ? (double?)null : reader.GetDouble(i))])[0];
    }

    /// <summary>Quantiles between values of an expression, all from one ordering of them.</summary>
    public IReadOnlyList<double?> Quantiles(string expression, params IReadOnlyList<double> at) =>
        Rows($"SELECT {string.Join(", ", at.Select((_, i) => $"CAST(q[{i + 1}] AS DOUBLE)"))} FROM (SELECT quantile_cont({expression}, [{string.Join(", ", at.Select(Literal))}]) AS q FROM {from})", reader => (IReadOnlyList<double?>)[.. at.Select((_, i) => reader.IsDBNull(i) ? (double?)null : reader.GetDouble(i))])[0];

    public string? Text(string sql) => Rows(sql, reader => Sql.TextAt(reader, 0)).FirstOrDefault();

    public List<T> Rows<T>(string sql, Func<DuckDBDataReader, T> read) => [.. Sql.Query(connection, sql, read)];

    /// <summary>How many rows a condition holds for, and the first of them.</summary>
    public (long Count, IReadOnlyList<long> First) RowsWhere(string condition)
    {
        var count = Rows($"SELECT count(*) FROM {from} WHERE {condition}", reader => reader.GetInt64(0))[0];
        return (count, count == 0 ? [] : Rows($"SELECT {Sql.RowColumn} FROM {from} WHERE {condition} ORDER BY {Sql.RowColumn} LIMIT 20", reader => reader.GetInt64(0)));
    }

    /// <summary>A number as SQL writes it, to the last bit.</summary>
    public static string Literal(double value) => value.ToString("R", CultureInfo.InvariantCulture) + "::DOUBLE";

    /// <summary>A number of a state; null where it is none.</summary>
    public static double? Number(JsonNode? node) => node?.GetValue<double>();
}
