using System.CommandLine;
using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;
using Praxis.Data.Queries;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis query</c>: one SELECT over the workspace's datasets, and the history of those before.</summary>
internal static class QueryCommand
{
    private const int MostShown = 100;

    public static Command Create(TextWriter output, TextWriter error)
    {
        var sql = new Argument<string?>("sql") { Description = "One SELECT; a dataset is a table of its name, DATABASE.NAME or \"NAME@VERSION\". @FILE reads it from a file", Arity = ArgumentArity.ZeroOrOne };
        var rows = new Option<long?>("--rows") { Description = "The most rows; else 100 on a terminal and all in a file", HelpName = "ROWS" }.Within("1 or more", value => value is >= 1);
        var seconds = new Option<double>("--timeout") { Description = "The most seconds it may take", DefaultValueFactory = _ => 60 }.Within("more than 0, at most 86400", value => value is > 0 and <= 86_400);
        var memory = CommandOptions.Memory();
        var database = new Option<string>("--database") { Description = "The database of tables that name none", DefaultValueFactory = _ => DatasetVersion.DefaultDatabase, HelpName = "NAME" };
        var outFile = new Option<string?>("--out") { Description = "Write the rows to a file, as its name says: .csv, .json, .jsonl or .parquet", HelpName = "FILE" };
        var format = new Option<string?>("--format") { Description = "table, csv, json or jsonl; with --out also parquet", HelpName = "NAME" };
        var csv = new Option<bool>("--csv") { Description = "The same as --format csv" };
        var history = new Option<bool>("--history") { Description = "The queries so far, the newest first" };
        var show = new Option<string?>("--show") { Description = "One query of the history", HelpName = "ID" };
        var cancel = new Option<string?>("--cancel") { Description = "End a query that runs, here or in another process", HelpName = "ID" };
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("query", "Asks the datasets with SQL; nothing else can be reached by it.") { sql, rows, seconds, memory, database, outFile, format, csv, history, show, cancel, workspaceOption, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(Workspace.Locate(parsed.GetValue(workspaceOption)), TimeProvider.System);
            var queries = new Queries(workspace);
            if (parsed.GetValue(history))
                History(output, queries.List(), parsed.GetValue(json));
            else if (parsed.GetValue(show) is { } shown)
                output.WriteLine(RecordJson.WriteIndented(queries.Get(shown)));
            else if (parsed.GetValue(cancel) is { } cancelled)
                Tell(output, queries.Cancel(cancelled), parsed.GetValue(json));
            else
            {
                var request = new QueryRequest
                {
                    Sql = Statement(parsed.GetValue(sql)),
                    Database = parsed.GetValue(database)!,
                    Options = new QueryOptions { Memory = CommandOptions.Memory(parsed, memory), Timeout = TimeSpan.FromSeconds(parsed.GetValue(seconds)) },
                };
                var way = parsed.GetValue(csv) ? "csv" : parsed.GetValue(format);
                if (parsed.GetValue(outFile) is { } path)
                    error.WriteLine(Ended(ToFile(queries, request, path, way ?? Path.GetExtension(path).TrimStart('.').ToLowerInvariant(), parsed.GetValue(rows) ?? long.MaxValue, cancellationToken)) + $", {SafeText.Line(path)}");
                else
                    Show(output, error, queries, request, parsed.GetValue(json) ? "result" : way ?? "table", parsed.GetValue(rows), cancellationToken);
            }

            return Task.FromResult(0);
        });
        return ExampleHelp.Of(
            command,
            "praxis query 'SELECT \"Class Name\", avg(Rating) FROM reviews GROUP BY 1 ORDER BY 2'",
            "praxis query @report.sql --out report.csv --memory 512MB",
            "praxis query --history");
    }

    private static string Statement(string? argument)
    {
        if (argument is null)
            throw new UserException(new Problem { Type = "no-query", Found = "no statement is given", Expected = "praxis query \"SELECT …\", or @FILE" });
        if (!argument.StartsWith('@'))
            return argument;
        try
        {
            if (new FileInfo(argument[1..]).Length <= QueryRequest.MostBytes)
                return File.ReadAllText(argument[1..]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserException(new Problem { Type = "file-not-readable", Found = "the file with the statement cannot be read", Where = SafeText.Line(argument[1..]) }, error);
        }

        throw new UserException(new Problem { Type = "invalid-query", Found = "the file with the statement is too long", Where = SafeText.Line(argument[1..]), Expected = $"at most {QueryRequest.MostBytes:N0} bytes" });
    }

    private static Query ToFile(Queries queries, QueryRequest request, string path, string way, long most, CancellationToken cancellationToken)
    {
        Query? query = null;
        if (way == "parquet")
        {
            if (most != long.MaxValue)
                throw new UserException(new Problem { Type = "rows-and-parquet", Found = "--rows does not cut a Parquet file", Remedy = "Write LIMIT into the statement" });
            WholeFile.Place(path, half => query = queries.AskToParquet(request, half, cancellationToken));
        }
        else
            WholeFile.Write(path, stream => query = Write(stream, queries, request, way, most, cancellationToken));
        return query!;
    }

    private static Query Write(Stream stream, Queries queries, QueryRequest request, string way, long most, CancellationToken cancellationToken)
    {
        switch (way)
        {
            case "csv":
                using (var rows = new CsvRows(stream, most))
                    return queries.Ask(request, rows, cancellationToken);
            case "json" or "jsonl":
                using (var rows = new JsonRows(stream, way == "jsonl", most))
                    return queries.Ask(request, rows, cancellationToken);
            default:
                throw new UserException(new Problem { Type = "unknown-format", Found = $"the format '{SafeText.Line(way, 40)}' is unknown", Expected = "csv, json or jsonl, and with --out parquet; --out FILE goes by the file's name" });
        }
    }

    private static void Show(TextWriter output, TextWriter error, Queries queries, QueryRequest request, string way, long? most, CancellationToken cancellationToken)
    {
        if (way is not ("table" or "result"))
        {
            using var stream = StandardOutput.Open();
            Write(stream, queries, request, way, most ?? long.MaxValue, cancellationToken);
            return;
        }

        var rows = new TextRows((int)Math.Min(most ?? MostShown, 10_000_000));
        var query = queries.Ask(request, rows, cancellationToken);
        var result = rows.Result;
        if (way == "result")
            output.WriteLine(RecordJson.WriteIndented(new { query.Id, result.Columns, result.Rows, result.Truncated, query.BytesScanned, query.EngineMilliseconds }));
        else
            Table.Write(output, result.Columns, result.Rows);
        if (result.Truncated)
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"There are more than these {result.Rows.Count:N0} rows (--rows)."));
        if (way == "table")
            error.WriteLine(Ended(query));
    }

    private static string Ended(Query query) =>
        string.Create(CultureInfo.InvariantCulture, $"{query.Rows:N0} rows, {query.EngineMilliseconds:N0} ms, {query.BytesScanned:N0} bytes scanned, query {query.Id}");

    private static void Tell(TextWriter output, Query query, bool json) =>
        output.WriteLine(json ? RecordJson.WriteIndented(query) : $"{query.Id} {Word(query.State)}{(query is { State: QueryState.Running, CancelRequested: true } ? ", asked to end" : "")}");

    private static string Word(QueryState state) => state.ToString().ToUpperInvariant();

    private static void History(TextWriter output, IReadOnlyList<Query> queries, bool json)
    {
        if (json)
            output.WriteLine(RecordJson.WriteIndented(queries));
        else
            Table.Write(output, ["id", "state", "asked", "ms", "rows", "bytes scanned", "statement"], queries.Select(query => new string?[]
            {
                query.Id, Word(query.State), query.SubmittedAt.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                query.EngineMilliseconds.ToString("N0", CultureInfo.InvariantCulture), query.Rows.ToString("N0", CultureInfo.InvariantCulture), query.BytesScanned.ToString("N0", CultureInfo.InvariantCulture),
                query.Problems.Count > 0 ? $"{query.Problems[0].Found}: {query.Sql}" : query.Sql,
            }));
    }
}
