using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;
using Praxis.Data.Queries;
using Praxis.Platform.Ingest;
using Praxis.Server.Internals;

namespace Praxis.Server.Api;

/// <summary>The routes of datasets and queries.</summary>
/// <param name="datasets">The catalog.</param>
/// <param name="queries">The queries on record.</param>
/// <param name="scheduler">Runs those that are asked here.</param>
public sealed class IngestApi(Datasets datasets, Queries queries, QueryScheduler scheduler) : IRoomApi
{
    private const int MostRows = 1000;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var catalog = routes.MapGroup("/datasets").WithTags("datasets");
        catalog.MapGet("", ListDatasets).WithSummary("Every dataset version, by database, name and version").Refuses(400);
        catalog.MapGet("{name}", GetDataset).WithSummary("One version: NAME, NAME@2, DATABASE.NAME").Refuses(400, 404);
        catalog.MapGet("{name}/preview", Preview).WithSummary("The first rows of a version, as texts").Refuses(400, 404);
        catalog.MapDelete("{name}", Drop).WithSummary("Takes a version, or all of a name, out of the catalog; restore brings it back for a day").Refuses(400, 401, 404);
        catalog.MapPost("{name}/restore", Restore).WithSummary("Brings dropped versions back").Refuses(400, 401);
        var asked = routes.MapGroup("/queries").WithTags("queries");
        asked.MapGet("", ListQueries).WithSummary("The queries on record, the newest first").Refuses(400);
        asked.MapPost("", Start).WithSummary("Asks one SELECT; it runs in the background").Refuses(400, 401, 503);
        asked.MapGet("{id}", GetQuery).WithSummary("Where a query stands").Refuses(404);
        asked.MapGet("{id}/results", Results).WithSummary("Some of its rows, as texts, in their order").Refuses(400, 404);
        asked.MapPost("{id}/cancel", Cancel).WithSummary("Asks for its end").Refuses(401, 404);
        asked.MapGet("{id}/events", Events).WithSummary("Server-sent events: the query whenever it changes, until it has ended").Refuses(404);
    }

    private Ok<Page<DatasetVersion>> ListDatasets(string? after = null, int limit = 100) => TypedResults.Ok(Paging.Of(datasets.List(), dataset => dataset.Id, after, limit));

    private Ok<DatasetVersion> GetDataset(string name) => TypedResults.Ok(datasets.Get(name));

    private Ok<QueryResult> Preview(string name, CancellationToken cancellationToken, int rows = 10) =>
        TypedResults.Ok(datasets.Preview(datasets.Get(name), Paging.Limit(rows, MostRows), cancellationToken));

    private Ok<IReadOnlyList<DatasetVersion>> Drop(string name) => TypedResults.Ok(datasets.Drop(name));

    private Ok<IReadOnlyList<DatasetVersion>> Restore(string name) => TypedResults.Ok(datasets.Restore(name));

    private Ok<Page<Query>> ListQueries(string? after = null, int limit = 100) => TypedResults.Ok(Paging.Of(queries.List(), query => query.Id, after, limit));

    private Accepted<Query> Start(QueryStart body)
    {
        if (body.TimeoutSeconds is <= 0 or > 86_400 || body.MemoryBytes is < 1 << 25)
            throw new UserException(new Problem { Type = "invalid-limit", Found = "timeoutSeconds or memoryBytes is out of its range", Expected = "more than 0 and at most 86400 seconds; at least 33554432 bytes" });
        var query = scheduler.Start(new QueryRequest
        {
            Sql = body.Sql,
            Database = body.Database ?? DatasetVersion.DefaultDatabase,
            Options = new QueryOptions { Timeout = TimeSpan.FromSeconds(body.TimeoutSeconds ?? 60), Memory = body.MemoryBytes ?? new QueryOptions().Memory },
        });
        return TypedResults.Accepted($"/queries/{query.Id}", query);
    }

    private Ok<Query> GetQuery(string id) => TypedResults.Ok(queries.Get(id));

    private Ok<QueryPage> Results(string id, CancellationToken cancellationToken, long skip = 0, int limit = 100)
    {
        var query = queries.Get(id);
        if (skip < 0)
            throw new UserException(new Problem { Type = "invalid-page", Found = "skip is negative", Expected = "0 or more" });
        var result = queries.Results(query, skip, Paging.Limit(limit, MostRows), cancellationToken);
        return TypedResults.Ok(new QueryPage(result.Columns, result.Rows, result.Truncated ? skip + result.Rows.Count : null));
    }

    private Ok<Query> Cancel(string id) => TypedResults.Ok(queries.Cancel(id));

    private ServerSentEventsResult<Query> Events(string id, CancellationToken cancellationToken) =>
        TypedResults.ServerSentEvents(Changes(queries.Get(id).Id, cancellationToken));

    private async IAsyncEnumerable<SseItem<Query>> Changes(string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (Query? last = null; ;)
        {
            var now = queries.Get(id);
            if (now.State != last?.State || now.CancelRequested != last.CancelRequested)
                yield return new SseItem<Query>(last = now, "query");
            if (now.State is not (QueryState.Queued or QueryState.Running))
                yield break;
            await Task.Delay(Look, cancellationToken);
        }
    }
}
