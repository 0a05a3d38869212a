using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines;
using Praxis.Server.Internals;

namespace Praxis.Server.Api;

/// <summary>The route of the lineage.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class LineageApi(Workspace workspace) : IRoomApi
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/lineage", Query).WithTags("lineage")
        .WithSummary("What a thing was made from (Ascendants), what was made from it (Descendants), or both; from: a name, a job's id or KIND/ID").Refuses(400, 404);

    private Ok<LineagePage> Query(string[] from, LineageDirection direction = LineageDirection.Both, int depth = 10, string[]? type = null, string[]? lineageType = null, DateTimeOffset? createdBefore = null, DateTimeOffset? createdAfter = null, DateTimeOffset? modifiedBefore = null, DateTimeOffset? modifiedAfter = null, bool includeEdges = true, int limit = 1000, string? after = null) =>
        TypedResults.Ok(workspace.Lineage.Query(new LineageQuery
        {
            Starts = from.Length is > 0 and <= 100 ? [.. from.Select(name => LineageNames.Find(workspace, name))] : throw new UserException(new Problem { Type = "no-start", Found = "there is no start, or there are too many", Expected = "1 to 100" }),
            Direction = direction,
            Depth = depth,
            Types = type ?? [],
            LineageTypes = lineageType ?? [],
            CreatedBefore = createdBefore,
            CreatedAfter = createdAfter,
            ModifiedBefore = modifiedBefore,
            ModifiedAfter = modifiedAfter,
            IncludeEdges = includeEdges,
            Most = limit,
            PageToken = after,
        }));
}
