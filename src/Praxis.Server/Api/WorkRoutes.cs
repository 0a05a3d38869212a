using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Server.Internals;

namespace Praxis.Server.Api;

/// <summary>The routes that every kind of work on record has: list, get, files, stop, drop, restore, events.</summary>
internal sealed class WorkRoutes(WorkRecords records)
{
    // A report is shown, but as if it came from nowhere: no script, no request.
    private const string PagePolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public void Map(RouteGroupBuilder group, string what)
    {
        group.MapGet("", List).WithSummary($"The {what} on record, the newest first").Refuses(400);
        group.MapGet("{id}", Get).WithSummary("One of them: what it read, its settings, where it stands, what came of it").Refuses(404);
        group.MapGet("{id}/files/{**name}", File).WithSummary("A file that it has made").Produces(200, typeof(void), "application/octet-stream").Refuses(404);
        group.MapGet("{id}/events", Events).WithSummary("Server-sent events: the record whenever it changes, until it has ended").Refuses(404);
        group.MapPost("{id}/stop", Stop).WithSummary("Asks for its end").Refuses(401, 404);
        group.MapDelete("{id}", Drop).WithSummary("Takes one that has ended off the record; restore brings it back for a day").Refuses(400, 401, 404);
        group.MapPost("{id}/restore", Restore).WithSummary("Brings one that was dropped back").Refuses(400, 401);
    }

    /// <summary>A record as others may see it: without paths of this machine.</summary>
    public static WorkRecord Shown(WorkRecord record) => record with
    {
        Problems = [.. record.Problems.Select(problem => problem.Where?.Contains('/', StringComparison.Ordinal) == true ? problem with { Where = null } : problem)],
        ProcessId = 0,
        ProcessStart = 0,
    };

    private Ok<Page<WorkRecord>> List(string? after = null, int limit = 100)
    {
        var page = Paging.Of(records.List(), record => record.Id, after, limit);
        return TypedResults.Ok(new Page<WorkRecord>([.. page.Items.Select(Shown)], page.Next));
    }

    private Ok<WorkRecord> Get(string id) => TypedResults.Ok(Shown(records.Get(id)));

    private FileStreamHttpResult File(string id, string name, HttpContext context)
    {
        var bytes = records.Open(records.Get(id), name);
        var (type, isShown) = Path.GetExtension(name) switch
        {
            ".html" => ("text/html; charset=utf-8", true),
            ".json" => ("application/json", true),
            ".csv" => ("text/csv; charset=utf-8", false),
            ".yaml" => ("application/yaml", false),
            _ => ("application/octet-stream", false),
        };
        context.Response.Headers.ContentSecurityPolicy = PagePolicy;
        return TypedResults.Stream(bytes, type, isShown ? null : ResourceName.From(Path.GetFileNameWithoutExtension(name), "file") + Path.GetExtension(name));
    }

    private ServerSentEventsResult<WorkRecord> Events(string id, CancellationToken cancellationToken) =>
        TypedResults.ServerSentEvents(Changes(records.Get(id).Id, cancellationToken));

    private Ok<WorkRecord> Stop(string id) => TypedResults.Ok(Shown(records.Stop(id)));

    private Ok<WorkRecord> Drop(string id) => TypedResults.Ok(Shown(records.Drop(id)));

    private Ok<WorkRecord> Restore(string id) => TypedResults.Ok(Shown(records.Restore(id)));

    private async IAsyncEnumerable<SseItem<WorkRecord>> Changes(string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (WorkRecord? last = null; ;)
        {
            var now = Shown(records.Get(id));
            if (now.Status != last?.Status)
                yield return new SseItem<WorkRecord>(last = now, "record");
            if (now.Status is JobStatus.Completed or JobStatus.Failed or JobStatus.Stopped)
                yield break;
            await Task.Delay(Look, cancellationToken);
        }
    }
}
