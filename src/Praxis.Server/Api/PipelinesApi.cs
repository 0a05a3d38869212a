using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Pipelines;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Definitions;
using Praxis.Platform.Pipelines.Executions;
using Praxis.Platform.Pipelines.Graphs;
using Praxis.Server.Internals;

namespace Praxis.Server.Api;

/// <summary>The routes of pipelines and their executions.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class PipelinesApi(Workspace workspace) : IRoomApi
{
    private const int MostItems = 1000;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private readonly PipelineStore pipelines = new(workspace);
    private readonly Executions executions = new(workspace);

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var shelf = routes.MapGroup("/pipelines").WithTags("pipelines");
        shelf.MapGet("", (string? after = null, int limit = 100) => TypedResults.Ok(Paging.Of(pipelines.List(), pipeline => pipeline.Id, after, limit))).WithSummary("Every version of every pipeline, by name and version").Refuses(400);
        shelf.MapPost("validate", (PipelineChange body) => TypedResults.Ok(PipelineDefinition.ParseYamlOrJson(body.Definition).StepNames)).WithSummary("Tells every mistake of a definition, or its steps; nothing is written").Refuses(400, 401);
        shelf.MapGet("{id}", (string id) => TypedResults.Ok(pipelines.Get(id))).WithSummary("One version: NAME or NAME:2").Refuses(400);
        shelf.MapPut("{name}", Write).WithSummary("Writes a definition, as a new version where it changed").Refuses(400, 401);
        shelf.MapDelete("{name}", Delete).WithSummary("Takes every version of a pipeline away; its executions stay on record").Refuses(400, 401);
        shelf.MapGet("{id}/graph", (string id, string format = "svg") => Graph(PipelineDefinition.Parse(pipelines.Get(id).Definition), null, format)).WithSummary("The steps as a picture: svg or mermaid").Refuses(400);
        shelf.MapPost("{id}/executions", Start).WithSummary("Starts an execution, in the background").Refuses(400, 401);
        var runs = routes.MapGroup("/executions").WithTags("pipelines");
        runs.MapGet("", List).WithSummary("Executions, the newest first").Refuses(400);
        runs.MapGet("{id}", (string id) => TypedResults.Ok(executions.Get(id))).WithSummary("One execution").Refuses(400, 404);
        runs.MapGet("{id}/steps", (string id) => TypedResults.Ok(executions.Steps(executions.Get(id).Id).Reverse())).WithSummary("Its steps that have begun, the newest first").Refuses(400, 404);
        runs.MapGet("{id}/graph", (string id, string format = "svg") => Graph(DefinitionOf(executions.Get(id)), executions.Steps(executions.Get(id).Id), format)).WithSummary("The steps as a picture, as they stand").Refuses(400, 404);
        runs.MapGet("{id}/events", (string id, CancellationToken cancellationToken) => TypedResults.ServerSentEvents(Progress(executions.Get(id), cancellationToken))).WithSummary("Its progress as server-sent events, until its end").Refuses(400, 404);
        runs.MapPost("{id}/stop", (string id) => TypedResults.Ok(executions.RequestStop(executions.Get(id).Id))).WithSummary("Stops it").Refuses(400, 401, 404);
        runs.MapPost("{id}/retry", (string id) => TypedResults.Ok(executions.Retry(executions.Get(id).Id))).WithSummary("Goes on where it failed or was stopped").Refuses(400, 401, 404);
        runs.MapPost("/callbacks/{token}", Answer).WithSummary("Answers a step that waits for a callback").Refuses(400, 401);
    }

    private Ok<Pipeline> Write(string name, PipelineChange body)
    {
        if (body.MaxParallelSteps is < 1 or > 1000 || body.Description is { Length: > 3072 })
            throw new UserException(new Problem { Type = "invalid-pipeline", Found = "the number of steps at a time or the description is out of its range", Expected = "1 to 1000, and at most 3,072 characters" });
        return TypedResults.Ok(pipelines.Upsert(name, PipelineDefinition.ParseYamlOrJson(body.Definition), body.Description, body.MaxParallelSteps));
    }

    private NoContent Delete(string name)
    {
        pipelines.Delete(name);
        return TypedResults.NoContent();
    }

    private Accepted<Execution> Start(string id, ExecutionStart body)
    {
        if (body.MaxParallelSteps is < 1 or > 1000 || body.ClientRequestToken is { Length: > 128 } || body.Priority is < -100 or > 100)
            throw new UserException(new Problem { Type = "invalid-execution", Found = "the number of steps at a time, the token or the priority is out of its range", Expected = "1 to 1000, at most 128 characters, and -100 to 100" });
        var execution = executions.Start(new ExecutionRequest
        {
            Pipeline = id,
            Parameters = body.Parameters ?? new Dictionary<string, string>(),
            DisplayName = body.DisplayName,
            Token = body.ClientRequestToken,
            MaxParallelSteps = body.MaxParallelSteps,
            Priority = body.Priority,
            UsesCache = body.UsesCache,
            SelectedSteps = body.SelectedSteps ?? [],
            SourceExecution = body.SourceExecution,
        });
        return TypedResults.Accepted($"/executions/{execution.Id}", execution);
    }

    private Ok<Page<Execution>> List(string? pipeline = null, string? after = null, int limit = 100)
    {
        Paging.Limit(limit, MostItems);
        var found = executions.List(pipeline, limit + 1, after);
        return TypedResults.Ok(new Page<Execution>([.. found.Take(limit)], found.Count > limit ? found[limit - 1].Id : null));
    }

    private NoContent Answer(string token, CallbackAnswer body)
    {
        executions.AnswerCallback(token, body.Outputs ?? new Dictionary<string, string>(), body.FailureReason);
        return TypedResults.NoContent();
    }

    private PipelineDefinition DefinitionOf(Execution execution) => PipelineDefinition.Parse(pipelines.Get($"{execution.Pipeline}:{execution.PipelineVersion}").Definition);

    private static ContentHttpResult Graph(PipelineDefinition definition, IReadOnlyList<StepExecution>? steps, string format) => format switch
    {
        "svg" => TypedResults.Text(PipelineGraph.ToSvg(definition, steps), "image/svg+xml"),
        "mermaid" => TypedResults.Text(PipelineGraph.ToMermaid(definition, steps), "text/plain"),
        _ => throw new UserException(new Problem { Type = "unknown-format", Found = "there is no such form of a graph", Expected = "svg or mermaid" }),
    };

    private async IAsyncEnumerable<SseItem<ExecutionProgress>> Progress(Execution execution, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cursor = 0L;
        Execution? last = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            // The status is read first: what changed before it was set is in what is read after.
            var now = executions.Get(execution.Id);
            (var changed, cursor) = executions.Changes(execution.Id, cursor);
            if (changed.Count > 0 || last?.Status != now.Status)
                yield return new SseItem<ExecutionProgress>(new ExecutionProgress(last = now, changed), "progress");
            if (now.Status is not (ExecutionStatus.Executing or ExecutionStatus.Stopping))
                yield break;
            await Task.Delay(Look, cancellationToken);
        }
    }
}
