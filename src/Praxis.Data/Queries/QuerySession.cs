using System.Diagnostics;
using System.Globalization;
using DuckDB.NET.Data;
using Praxis.Contracts.Foundation;

namespace Praxis.Data.Queries;

/// <summary>One SELECT over named tables, in a database of its own that reaches nothing else. Its rows are read once.</summary>
public sealed class QuerySession : IDisposable
{
    private const string RowsSuffix = "$rows";
    private readonly string sql;
    private readonly QueryOptions options;
    private readonly DuckDBConnection connection;
    private readonly CancellationTokenSource timer;
    private readonly CancellationToken cancellation;
    private readonly HashSet<string> columns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, QueryTable> tables = new(StringComparer.Ordinal);
    private SqlStatement? statement;

    private QuerySession(string sql, QueryOptions options, DuckDBConnection connection, CancellationToken cancellation)
    {
        (this.sql, this.options, this.connection, this.cancellation) = (sql, options, connection, cancellation);
        timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    }

    /// <summary>The tables that the statement names, as they are on record.</summary>
    public IReadOnlyList<string> Tables => [.. tables.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The stored bytes of the columns that the statement names, over all rows of its tables.</summary>
    public long BytesScanned { get; private set; }

    /// <summary>How long the statement took to be read and its tables to be found.</summary>
    public TimeSpan PlanningTime { get; private set; }

    /// <summary>How long the database worked on it, to the last row.</summary>
    public TimeSpan EngineTime { get; private set; }

    /// <summary>Reads the statement and finds its tables; nothing runs yet, and its time begins.</summary>
    /// <param name="sql">One SELECT.</param>
    /// <param name="catalog">The tables that it may name.</param>
    /// <param name="options">What it may take.</param>
    /// <param name="parquetPath">The one file that <see cref="WriteParquet"/> may write; null writes none.</param>
    /// <param name="cancellationToken">Ends it at any time.</param>
    /// <exception cref="UserException">It cannot be read, is no SELECT, names what is not there, or calls what a query may not.</exception>
    public static QuerySession Open(string sql, QueryCatalog catalog, QueryOptions options, string? parquetPath, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        var session = new QuerySession(sql, options, Sql.OpenMemory(options.Memory), cancellationToken);
        try
        {
            session.timer.CancelAfter(options.Timeout);
            session.Guarded(() => session.Plan(catalog, parquetPath));
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Runs it and hands its rows over.</summary>
    /// <returns>The rows handed over.</returns>
    /// <exception cref="UserException">It fails, or comes to its limits.</exception>
    public long Read(IRowReceiver receiver)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        var clock = Stopwatch.StartNew();
        long rows = 0;
        Guarded(() =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.UseStreamingMode = true;
            using var stop = new Interruption(command, timer.Token);
            using var reader = command.ExecuteReader();
            var cells = new RowReader(reader);
            receiver.Begin(cells.Columns);
            var row = new object?[reader.FieldCount];
            while (reader.Read())
            {
                timer.Token.ThrowIfCancellationRequested();
                cells.Read(row);
                if (!receiver.Take(row))
                    break;
                rows++;
            }

            timer.Token.ThrowIfCancellationRequested();
        });
        EngineTime = clock.Elapsed;
        return rows;
    }

    /// <summary>Runs it and writes its rows, in their order, to the file that was named when it was opened.</summary>
    /// <returns>The rows written.</returns>
    public long WriteParquet(string path)
    {
        var clock = Stopwatch.StartNew();
        if (statement!.IsDescription)
            throw new UserException(new Problem { Type = "not-a-select", Found = "a description of a table cannot be kept", Expected = "a SELECT" });
        long rows = 0;

        // Its mistakes are told by their places in the text that the user wrote.
        const string Explain = "EXPLAIN\n";
        Guarded(() => Sql.Run(connection, Explain + sql), Explain.Length);
        Guarded(() =>
        {
            using var command = connection.CreateCommand();

            // The database's own rendering of what it read: one SELECT, whatever comments and semicolons stood around it.
            command.CommandText = "SELECT json_deserialize_sql(json_serialize_sql($sql::VARCHAR))";
            command.Parameters.Add(new DuckDBParameter("sql", sql));
            var plain = (string)command.ExecuteScalar()!;
            Sql.RunCancellable(connection, $"COPY ({plain}) TO {Sql.Text(path)} (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)", timer.Token);
            rows = Sql.Number(connection, $"SELECT count(*) FROM read_parquet({Sql.Text(path)})");
        });
        EngineTime = clock.Elapsed;
        return rows;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        connection.Dispose();
        timer.Dispose();
    }

    private void Plan(QueryCatalog catalog, string? parquetPath)
    {
        var clock = Stopwatch.StartNew();
        Sql.Run(connection, "SET errors_as_json=true; SET integer_division=true;");
        Sql.Run(connection, string.Create(CultureInfo.InvariantCulture, $"SET threads={options.Threads}"));
        if (options.SpillFolder is not null)
            Sql.Run(connection, string.Create(CultureInfo.InvariantCulture, $"SET temp_directory={Sql.Text(options.SpillFolder)}; SET max_temp_directory_size='{options.MostSpill / 1024}KiB'"));
        statement = SqlStatement.Parse(connection, sql);
        var named = statement.Tables.Select(table => (table.Database, table.Name, Table: FindTable(catalog, table))).ToList();
        var paths = named.SelectMany(table => table.Table.Table.Parts).Select(part => part.Path).Append(parquetPath).Where(path => path is not null).Distinct(StringComparer.Ordinal);
        Sql.Run(connection, $"SET allowed_paths=[{string.Join(", ", paths.Select(path => Sql.Text(Path.GetFullPath(path!))))}]");
        Sql.LockDown(connection);
        PrestoDialect.Define(connection, statement.Functions);
        var mounted = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (database, name, table) in named)
            if (mounted.Add($"{database}.{name}"))
                Mount(database, name, table);
        PlanningTime = clock.Elapsed;
    }

    private QueryTable FindTable(QueryCatalog catalog, (string? Database, string Name, long Position) table)
    {
        if (catalog.Find(table.Database, WithoutSuffix(table.Name)) is { } found)
            return found;
        var known = catalog.Names();
        var name = table.Database is null ? table.Name : $"{table.Database}.{table.Name}";
        throw SqlProblem.Of(
            sql, "unknown-table", $"there is no table '{name}'", table.Position,
            known.Count == 0 ? "a dataset; there are none yet" : "one of " + string.Join(", ", known.Take(20)),
            NearestName.Suggestion(name, known) ?? "praxis ingest FILE makes a table of a file");
    }

    private void Mount(string? database, string name, QueryTable table)
    {
        table.Table.RequireFiles();
        tables[table.Id] = table;
        columns.UnionWith(table.Columns);
        var view = database is null ? Sql.Name(name) : $"{Sql.Name(database)}.{Sql.Name(name)}";
        if (database is not null)
            Sql.Run(connection, $"CREATE SCHEMA IF NOT EXISTS {Sql.Name(database)}");
        var shown = table.Columns.Select(Sql.Name);
        if (name.EndsWith(RowsSuffix, StringComparison.Ordinal))
            shown = shown.Prepend(Sql.RowColumn);
        Sql.Run(connection, $"CREATE VIEW {view} AS SELECT {string.Join(", ", shown)} FROM ({table.Table.Select(connection)})");
        foreach (var part in table.Table.Parts)
            BytesScanned += Sql.Query(
                connection,
                $"SELECT split_part(path_in_schema, ', ', 1), sum(total_compressed_size)::BIGINT FROM parquet_metadata({Sql.Text(part.Path)}) GROUP BY 1",
                r => (Column: r.GetString(0), Bytes: r.GetInt64(1))).ToList()
                .Where(column => statement!.HasStar ? table.Columns.Contains(column.Column) : statement.Columns.Contains(column.Column))
                .Sum(column => column.Bytes);
    }

    private static string WithoutSuffix(string name) => name.EndsWith(RowsSuffix, StringComparison.Ordinal) ? name[..^RowsSuffix.Length] : name;

    private void Guarded(Action work, int before = 0)
    {
        try
        {
            work();
        }
        catch (Exception error) when (error is DuckDBException or OperationCanceledException && timer.IsCancellationRequested)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new UserException(new Problem { Type = "query-too-slow", Found = string.Create(CultureInfo.InvariantCulture, $"the query took longer than {options.Timeout.TotalSeconds:0.###} seconds"), Remedy = "Ask for less, or give it more with --timeout" }, error);
        }
        catch (DuckDBException error)
        {
            throw SqlProblem.Of(sql, error, columns, before);
        }
    }
}
