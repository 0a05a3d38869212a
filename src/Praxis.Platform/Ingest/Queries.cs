using System.Diagnostics;
using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;
using Praxis.Data.Queries;
using Praxis.Data.Tables;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Ingest;

/// <summary>The keeper of queries: asks the datasets, keeps what was asked and how it ended, ends what runs.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class Queries(Workspace workspace)
{
    /// <summary>The kind of the records.</summary>
    public const string Kind = "query";

    private const int MostKept = 1000;
    private static readonly TimeSpan Watch = TimeSpan.FromMilliseconds(250);
    private readonly Datasets datasets = new(workspace);

    /// <summary>The datasets as a query of a database names them; letter case aside.</summary>
    public QueryCatalog Catalog(string database)
    {
        IReadOnlyList<DatasetVersion>? all = null;
        IReadOnlyList<DatasetVersion> All() => all ??= datasets.List();
        return new QueryCatalog
        {
            Find = (schema, name) =>
            {
                var (table, version) = name.AsSpan().IndexOfAny('@', ':') is > 0 and var mark && int.TryParse(name.AsSpan(mark + 1), out var number) ? (name[..mark], number) : (name, 0);
                var found = All().LastOrDefault(dataset => string.Equals(dataset.Database, schema ?? database, StringComparison.OrdinalIgnoreCase)
                    && string.Equals(dataset.Name, table, StringComparison.OrdinalIgnoreCase) && (version == 0 || dataset.Version == version));
                return found is null ? null : new QueryTable(found.Id, [.. found.Columns.Select(column => column.Name)], datasets.Table(found));
            },
            Names = () => [.. All().Select(dataset => dataset.Database == database ? dataset.Name : $"{dataset.Database}.{dataset.Name}").Distinct(StringComparer.Ordinal)],
        };
    }

    /// <summary>Records a query that is still to run.</summary>
    /// <exception cref="UserException">The statement is empty or too long.</exception>
    public Query Submit(QueryRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ResourceName.Check(request.Database, "database");
        if (string.IsNullOrWhiteSpace(request.Sql) || Encoding.UTF8.GetByteCount(request.Sql) > QueryRequest.MostBytes)
            throw new UserException(new Problem { Type = "invalid-query", Found = "the statement is empty or too long", Expected = $"1 to {QueryRequest.MostBytes:N0} bytes of SQL" });
        var now = workspace.Time.GetUtcNow();
        var query = new Query
        {
            Id = Guid.CreateVersion7(now).ToString(),
            Sql = request.Sql,
            Database = request.Database,
            State = QueryState.Queued,
            SubmittedAt = now,
            ProcessId = ProcessIdentity.Current.Pid,
            ProcessStart = ProcessIdentity.Current.StartTime,
        };
        workspace.Metadata.Write(transaction =>
        {
            var ended = transaction.List(Kind).Take(Math.Max(0, transaction.List(Kind).Count - MostKept + 1)).Where(record => IsEnd(Read(record).State)).ToList();
            foreach (var record in ended)
                transaction.Delete(Kind, record.Name, 1);
            Put(transaction, query);
        });
        return query;
    }

    /// <summary>Runs a query that was submitted and hands its rows over.</summary>
    /// <returns>The query as it ended; <see cref="QueryState.Succeeded"/>.</returns>
    /// <exception cref="UserException">It failed; the record says the same.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, here or by another process.</exception>
    public Query Run(Query query, QueryRequest request, IRowReceiver receiver, CancellationToken cancellationToken) => Run(query, request, null, session => (session.Read(receiver), null), cancellationToken);

    /// <summary>The same, its rows kept as an artifact (<see cref="Results"/> reads them).</summary>
    public Query RunAndKeep(Query query, QueryRequest request, CancellationToken cancellationToken)
    {
        var path = workspace.NewScratch();
        try
        {
            return Run(query, request, path, session => session.WriteParquet(path) is var rows ? (rows, workspace.Artifacts.Take(path)) : default, cancellationToken);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Asks and hands the rows over, all on record.</summary>
    public Query Ask(QueryRequest request, IRowReceiver receiver, CancellationToken cancellationToken) => Run(Submit(request), request, receiver, cancellationToken);

    /// <summary>Asks and writes the rows to a new Parquet file at a path of the caller's.</summary>
    public Query AskToParquet(QueryRequest request, string path, CancellationToken cancellationToken) =>
        Run(Submit(request), request, path, session => (session.WriteParquet(path), null), cancellationToken);

    /// <summary>A query by its id.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public Query Get(string id) => Find(id)
        ?? throw new UserException(new Problem { Type = "unknown-query", Found = $"there is no query '{SafeText.Line(id, 80)}'", Remedy = "praxis query --history lists them" });

    /// <summary>The same, null where there is none.</summary>
    public Query? Find(string id) =>
        Guid.TryParse(id, out var guid) && workspace.Metadata.Read(reader => reader.Find(Kind, guid.ToString())) is { } record ? Mend(Read(record)) : null;

    /// <summary>The queries on record, the newest first.</summary>
    public IReadOnlyList<Query> List() => [.. workspace.Metadata.Read(reader => reader.List(Kind)).Select(Read).Select(Mend).Reverse()];

    /// <summary>Asks for the end of a query, in whatever process it runs; one that has ended stays as it is.</summary>
    public Query Cancel(string id)
    {
        Get(id);
        return workspace.Metadata.Write(transaction =>
        {
            var query = Read(transaction.Find(Kind, Guid.Parse(id).ToString())!);
            if (IsEnd(query.State))
                return query;
            query = query.State == QueryState.Queued ? query with { State = QueryState.Cancelled, CancelRequested = true, CompletedAt = workspace.Time.GetUtcNow() } : query with { CancelRequested = true };
            Put(transaction, query);
            return query;
        });
    }

    /// <summary>Some of the kept rows of a query, as texts.</summary>
    /// <exception cref="UserException">It has not succeeded, or its rows were not kept.</exception>
    public QueryResult Results(Query query, long skip, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.ResultArtifact is null)
            throw new UserException(new Problem { Type = "no-results", Found = query.State == QueryState.Succeeded ? "the rows of this query were handed over and not kept" : $"the query is {query.State.ToString().ToUpperInvariant()}", Expected = "a query that SUCCEEDED" });
        return RowWindow.Read(new StoredTable { Parts = [new StoredPart(workspace.Artifacts.PathOf(query.ResultArtifact), query.Rows)] }, skip, most, cancellationToken);
    }

    private static bool IsEnd(QueryState state) => state is QueryState.Succeeded or QueryState.Failed or QueryState.Cancelled;

    private static Query Read(MetadataRecord record) => RecordJson.Read<Query>(record.Json);

    private static void Put(IMetadataTransaction transaction, Query query) => transaction.Put(Kind, query.Id, 1, RecordJson.Write(query));

    /// <summary>A query whose process is gone has failed.</summary>
    private Query Mend(Query query)
    {
        if (IsEnd(query.State) || new ProcessIdentity(query.ProcessId, query.ProcessStart).IsAlive)
            return query;
        return workspace.Metadata.Write(transaction =>
        {
            var now = Read(transaction.Find(Kind, query.Id)!);
            if (IsEnd(now.State))
                return now;
            now = now with { State = QueryState.Failed, CompletedAt = workspace.Time.GetUtcNow(), Problems = [new Problem { Type = "process-gone", Found = "the process that ran it is gone", Remedy = "Ask again" }] };
            Put(transaction, now);
            return now;
        });
    }

    private Query Run(Query query, QueryRequest request, string? parquetPath, Func<QuerySession, (long Rows, string? Artifact)> work, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var spill = workspace.NewScratch();
        query = Begin(query);
        using var watch = new Timer(_ => StopWhereAsked(query.Id, stop), null, Watch, Watch);
        var clock = Stopwatch.StartNew();
        try
        {
            Posix.CreateFolder(spill);
            using var session = QuerySession.Open(request.Sql, Catalog(request.Database), request.Options with { SpillFolder = spill }, parquetPath, stop.Token);
            query = query with { Datasets = session.Tables, BytesScanned = session.BytesScanned, PlanningMilliseconds = session.PlanningTime.TotalMilliseconds };
            var (rows, artifact) = work(session);
            return End(query with { State = QueryState.Succeeded, Rows = rows, ResultArtifact = artifact, EngineMilliseconds = session.EngineTime.TotalMilliseconds });
        }
        catch (OperationCanceledException)
        {
            End(query with { State = QueryState.Cancelled, EngineMilliseconds = clock.Elapsed.TotalMilliseconds });
            throw;
        }
        catch (UserException error)
        {
            End(query with { State = QueryState.Failed, Problems = error.Problems, EngineMilliseconds = clock.Elapsed.TotalMilliseconds });
            throw;
        }
        catch (Exception error)
        {
            End(query with { State = QueryState.Failed, Problems = [new Problem { Type = "not-finished", Found = Failures.IsDisk(error) ? "the answer could not be written" : "a mistake of the program; its log says which" }] });
            throw;
        }
        finally
        {
            if (Directory.Exists(spill))
                Directory.Delete(spill, recursive: true);
        }
    }

    private Query Begin(Query query) => workspace.Metadata.Write(transaction =>
    {
        var now = Read(transaction.Find(Kind, query.Id)!);
        if (now.State != QueryState.Queued)
            throw new OperationCanceledException("The query was cancelled before it began.");
        now = now with { State = QueryState.Running, QueueMilliseconds = (workspace.Time.GetUtcNow() - now.SubmittedAt).TotalMilliseconds };
        Put(transaction, now);
        return now;
    });

    private Query End(Query query)
    {
        query = query with { CompletedAt = workspace.Time.GetUtcNow() };
        workspace.Metadata.Write(transaction => Put(transaction, query));
        return query;
    }

    private void StopWhereAsked(string id, CancellationTokenSource stop)
    {
        try
        {
            if (workspace.Metadata.Read(reader => reader.Find(Kind, id)) is { } record && Read(record).CancelRequested)
                stop.Cancel();
        }
        catch (Exception error) when (error is UserException or ObjectDisposedException)
        {
            // The next turn looks again; the query itself tells what is wrong.
        }
    }
}
