using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Praxis.Contracts.Experiments;
using Praxis.Platform.Foundation;
using Praxis.Platform.Foundation.Tracking;

namespace Praxis.Server.Api.Mlflow;

/// <summary>The calls of MLflow's REST interface, for experiments, runs, logged models and the registry, so that a team's code logs here: <c>MLFLOW_TRACKING_URI</c> is this server, <c>MLFLOW_TRACKING_TOKEN</c> the workspace's token.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class MlflowApi(Workspace workspace) : IRoomApi
{
    private const int UsualPage = 1000;
    private readonly Experiments experiments = new(workspace);
    private readonly ExperimentRuns runs = new(workspace);
    private readonly MlflowArtifacts artifacts = new(workspace);

    private delegate Action<Utf8JsonWriter> Call(MlflowFields fields);

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", context => context.Response.WriteAsync("OK")).ExcludeFromDescription();
        routes.MapGet("/version", context => context.Response.WriteAsync(typeof(MlflowApi).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0])).ExcludeFromDescription();
        var calls = routes.MapGroup(MlflowAnswer.Prefix + "/mlflow");
        Post(calls, "experiments/create", CreateExperiment);
        Get(calls, "experiments/get", fields => One("experiment", experiments.Get(fields.Required("experiment_id"))));
        Get(calls, "experiments/get-by-name", fields => One("experiment", ByName(fields.Required("experiment_name"))));
        Post(calls, "experiments/search", SearchExperiments);
        Get(calls, "experiments/search", SearchExperiments);
        Post(calls, "experiments/update", fields => Done(experiments.Rename(fields.Required("experiment_id"), fields.Required("new_name"))));
        Post(calls, "experiments/delete", fields => Done(experiments.Delete(fields.Required("experiment_id"))));
        Post(calls, "experiments/restore", fields => Done(experiments.Restore(fields.Required("experiment_id"))));
        Post(calls, "experiments/set-experiment-tag", fields => Done(experiments.SetTag(fields.Required("experiment_id"), fields.Required("key"), fields.Present("value"))));
        Post(calls, "experiments/delete-experiment-tag", fields => Done(experiments.SetTag(fields.Required("experiment_id"), fields.Required("key"), null)));
        Post(calls, "runs/create", CreateRun);
        Post(calls, "runs/update", UpdateRun);
        Get(calls, "runs/get", fields => One("run", runs.Get(RunId(fields))));
        Post(calls, "runs/delete", fields => Done(runs.Delete(RunId(fields))));
        Post(calls, "runs/restore", fields => Done(runs.Restore(RunId(fields))));
        Post(calls, "runs/search", SearchRuns);
        Post(calls, "runs/log-metric", fields => Log(fields, new RunBatch { Metrics = [Metric(fields)] }));
        Post(calls, "runs/log-parameter", fields => Log(fields, new RunBatch { Parameters = [KeyValuePair.Create(fields.Required("key"), fields.Text("value") ?? "")] }));
        Post(calls, "runs/log-batch", fields => Log(fields, new RunBatch { Metrics = [.. fields.Objects("metrics").Select(Metric)], Parameters = fields.Pairs("params"), Tags = fields.Pairs("tags") }));
        Post(calls, "runs/set-tag", fields => Log(fields, new RunBatch { Tags = [KeyValuePair.Create(fields.Required("key"), fields.Text("value") ?? "")] }));
        Post(calls, "runs/delete-tag", fields => Done(() => runs.DeleteTag(RunId(fields), fields.Required("key"))));
        Post(calls, "runs/log-inputs", fields => Done(() => runs.LogInputs(RunId(fields), [.. fields.Objects("datasets").Select(Dataset)], Models(fields, isOutput: false))));
        Post(calls, "runs/outputs", fields => Done(() => runs.LogInputs(RunId(fields), [], Models(fields, isOutput: true))));
        Post(calls, "runs/log-model", LogModel);
        Get(calls, "metrics/get-history", History);
        Get(calls, "artifacts/list", artifacts.List);
        new MlflowRegistry(workspace).Map(calls);
        new MlflowLoggedModels(workspace).Map(calls);
        artifacts.Map(routes.MapGroup(MlflowAnswer.Prefix + "/mlflow-artifacts"));
    }

    private static void Get(RouteGroupBuilder calls, string path, Call call) => calls.MapGet(path, context => AnswerAsync(context, call)).ExcludeFromDescription();

    private static void Post(RouteGroupBuilder calls, string path, Call call) => calls.MapPost(path, context => AnswerAsync(context, call)).ExcludeFromDescription();

    private static async Task AnswerAsync(HttpContext context, Call call) => await MlflowAnswer.WriteAsync(context, call(await MlflowFields.ReadAsync(context)));

    private static Action<Utf8JsonWriter> One(string name, Experiment experiment) => json =>
    {
        json.WritePropertyName(name);
        MlflowJson.Write(json, experiment);
    };

    private static Action<Utf8JsonWriter> One(string name, ExperimentRun run) => json =>
    {
        json.WritePropertyName(name);
        MlflowJson.Write(json, run);
    };

    private static Action<Utf8JsonWriter> Done(object? result) => _ => { };

    private static Action<Utf8JsonWriter> Done(Action work)
    {
        work();
        return _ => { };
    }

    private static string RunId(MlflowFields fields) => fields.Text("run_id") is { Length: > 0 } id ? id : fields.Text("run_uuid") is { Length: > 0 } old ? old : fields.Required("run_id");

    private static MetricPoint Metric(MlflowFields fields) => new(
        fields.Required("key"), fields.Number("value"), fields.Whole("timestamp") ?? throw MlflowFields.Wrong("'timestamp' is missing", "milliseconds since 1970"), fields.Whole("step") ?? 0);

    private static LifecycleView View(string? text) => text switch
    {
        null or "" or "ACTIVE_ONLY" => LifecycleView.ActiveOnly,
        "DELETED_ONLY" => LifecycleView.DeletedOnly,
        "ALL" => LifecycleView.All,
        _ => throw MlflowFields.Wrong("the view type is unknown", "ACTIVE_ONLY, DELETED_ONLY or ALL"),
    };

    private static RunStatus? Status(string? text) =>
        string.IsNullOrEmpty(text) ? null : Enum.TryParse<RunStatus>(text, ignoreCase: true, out var status) && !char.IsAsciiDigit(text[0]) ? status : throw MlflowFields.Wrong("the status is unknown", "RUNNING, SCHEDULED, FINISHED, FAILED or KILLED");

    private static DateTimeOffset? Time(long? milliseconds) =>
        milliseconds is not { } said ? null : said is > -62_135_596_800_000 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(said) : throw MlflowFields.Wrong("the time is out of its range", "milliseconds since 1970");

    private static RunDataset Dataset(MlflowFields input)
    {
        var dataset = input.Object("dataset") ?? throw MlflowFields.Wrong("'dataset' is missing", "an object");
        return new RunDataset
        {
            Name = dataset.Required("name"),
            Digest = dataset.Required("digest"),
            SourceType = dataset.Text("source_type") ?? "",
            Source = dataset.Text("source") ?? "",
            Schema = dataset.Text("schema"),
            Profile = dataset.Text("profile"),
            Tags = input.Pairs("tags").DistinctBy(tag => tag.Key).ToDictionary(StringComparer.Ordinal),
        };
    }

    private static List<RunModel> Models(MlflowFields fields, bool isOutput) => [.. fields.Objects("models").Select(model => new RunModel(model.Required("model_id"), isOutput, model.Whole("step") ?? 0))];

    private Action<Utf8JsonWriter> CreateExperiment(MlflowFields fields)
    {
        var made = experiments.Create(fields.Required("name"), fields.Pairs("tags").GroupBy(tag => tag.Key, StringComparer.Ordinal).ToDictionary(tag => tag.Key, tag => tag.Last().Value, StringComparer.Ordinal), fields.Text("artifact_location"));
        return json => json.WriteString("experiment_id", made.Id);
    }

    private Experiment ByName(string name) => experiments.ByName(name)
        ?? throw new Contracts.Foundation.UserException(new Contracts.Foundation.Problem { Type = "unknown-experiment", Found = $"Could not find experiment with name '{Contracts.Foundation.SafeText.Line(name, 80)}'" });

    private Action<Utf8JsonWriter> SearchExperiments(MlflowFields fields)
    {
        var (found, next) = experiments.Search(fields.Text("filter"), fields.Texts("order_by"), View(fields.Text("view_type")), fields.Most("max_results", UsualPage), fields.Text("page_token"));
        return json =>
        {
            json.WriteStartArray("experiments");
            foreach (var experiment in found)
                MlflowJson.Write(json, experiment);
            json.WriteEndArray();
            if (next is not null)
                json.WriteString("next_page_token", next);
        };
    }

    private Action<Utf8JsonWriter> CreateRun(MlflowFields fields)
    {
        var tags = fields.Pairs("tags");
        return One("run", runs.Create(fields.Text("experiment_id") is { Length: > 0 } id ? id : "0", new NewRun
        {
            Name = fields.Text("run_name"),
            User = fields.Text("user_id") is { Length: > 0 } user ? user : tags.LastOrDefault(tag => tag.Key == RunTags.User).Value ?? "",
            StartedAt = Time(fields.Whole("start_time")),
            Tags = tags,
        }));
    }

    private Action<Utf8JsonWriter> UpdateRun(MlflowFields fields)
    {
        var run = runs.Update(RunId(fields), new RunUpdate { Status = Status(fields.Text("status")), EndedAt = Time(fields.Whole("end_time")), Name = fields.Text("run_name") is { Length: > 0 } name ? name : null });
        return json =>
        {
            json.WritePropertyName("run_info");
            MlflowJson.WriteInfo(json, run);
        };
    }

    private Action<Utf8JsonWriter> SearchRuns(MlflowFields fields)
    {
        var page = runs.Search(fields.Texts("experiment_ids"), fields.Text("filter"), fields.Texts("order_by"), View(fields.Text("run_view_type")), fields.Most("max_results", UsualPage), fields.Text("page_token"));
        return json =>
        {
            json.WriteStartArray("runs");
            foreach (var run in page.Runs)
                MlflowJson.Write(json, run);
            json.WriteEndArray();
            if (page.Next is not null)
                json.WriteString("next_page_token", page.Next);
        };
    }

    private Action<Utf8JsonWriter> Log(MlflowFields fields, RunBatch batch) => Done(() => runs.Log(RunId(fields), batch));

    private Action<Utf8JsonWriter> LogModel(MlflowFields fields)
    {
        var text = fields.Required("model_json");
        try
        {
            using var model = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 32 });
            if (model.RootElement.ValueKind != JsonValueKind.Object)
                throw MlflowFields.Wrong("'model_json' is no object", "a JSON object as text");
        }
        catch (JsonException error)
        {
            throw new Contracts.Foundation.UserException(new Contracts.Foundation.Problem { Type = "invalid-field", Found = "'model_json' is no JSON", Expected = "a JSON object as text" }, error);
        }

        return Done(() => runs.LogModel(RunId(fields), text));
    }

    private Action<Utf8JsonWriter> History(MlflowFields fields)
    {
        var (points, next) = runs.History(RunId(fields), fields.Required("metric_key"), fields.Text("max_results") is { Length: > 0 } ? fields.Most("max_results", 1) : null, fields.Text("page_token"));
        return json =>
        {
            json.WriteStartArray("metrics");
            foreach (var point in points)
                MlflowJson.Write(json, point);
            json.WriteEndArray();
            if (next is not null)
                json.WriteString("next_page_token", next);
        };
    }
}
