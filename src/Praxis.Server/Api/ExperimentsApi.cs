using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Praxis.Contracts.Experiments;
using Praxis.Platform.Foundation;
using Praxis.Platform.Foundation.Tracking;
using Praxis.Server.Internals;

namespace Praxis.Server.Api;

/// <summary>The routes of experiments and runs; those of MLflow's clients stand beside them.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class ExperimentsApi(Workspace workspace) : IRoomApi
{
    // A metric may be no number, for which JSON has no number.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, Converters = { new JsonStringEnumConverter() } };

    private readonly Experiments experiments = new(workspace);
    private readonly ExperimentRuns runs = new(workspace);

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/experiments").WithTags("experiments");
        all.MapGet("", List).WithSummary("Experiments, the newest first").Refuses(400);
        all.MapGet("{name}", (string name) => TypedResults.Ok(experiments.Named(name))).WithSummary("One experiment, by name or id").Refuses(404);
        all.MapGet("{name}/runs", Runs).Produces<RunPage>().WithSummary("Runs by MLflow's filter and sort keys; min(metrics.K) and max(metrics.K) too").Refuses(400, 404);
        all.MapDelete("{name}", (string name) => TypedResults.Ok(experiments.Delete(experiments.Named(name).Id))).WithSummary("Deletes an experiment with its runs; restore brings it back for a day").Refuses(400, 401, 404, 409);
        all.MapPost("{name}/restore", (string name) => TypedResults.Ok(experiments.Restore(experiments.Named(name).Id))).WithSummary("Brings a deleted experiment back").Refuses(400, 401, 404);
        var one = routes.MapGroup("/runs").WithTags("experiments");
        one.MapGet("{id}", (string id) => TypedResults.Json(runs.Get(id), Json)).Produces<ExperimentRun>().WithSummary("One run, every metric as a summary").Refuses(400, 404);
        one.MapGet("{id}/metrics", History).Produces<Page<MetricPoint>>().WithSummary("The measurements of a metric, the oldest first").Refuses(400, 404);
        one.MapDelete("{id}", (string id) => TypedResults.Json(runs.Delete(id), Json)).Produces<ExperimentRun>().WithSummary("Deletes a run; restore brings it back for a day").Refuses(400, 401, 404, 409);
        one.MapPost("{id}/restore", (string id) => TypedResults.Json(runs.Restore(id), Json)).Produces<ExperimentRun>().WithSummary("Brings a deleted run back").Refuses(400, 401, 404);
    }

    private Ok<Page<Experiment>> List(string? filter = null, string[]? order = null, int limit = 100, string? after = null)
    {
        var (found, next) = experiments.Search(filter, order ?? [], LifecycleView.ActiveOnly, Paging.Limit(limit, 1000), after);
        return TypedResults.Ok(new Page<Experiment>(found, next));
    }

    private JsonHttpResult<RunPage> Runs(string name, string? filter = null, string[]? order = null, int limit = 100, string? after = null) =>
        TypedResults.Json(runs.Search([experiments.Named(name).Id], filter, order ?? [], LifecycleView.ActiveOnly, Paging.Limit(limit, 1000), after), Json);

    private JsonHttpResult<Page<MetricPoint>> History(string id, string key, int limit = 1000, string? after = null)
    {
        var (points, next) = runs.History(id, key, Paging.Limit(limit, 25_000), after);
        return TypedResults.Json(new Page<MetricPoint>(points, next), Json);
    }
}
