using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Praxis.Contracts.Experiments;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Platform.Foundation.Tracking;

namespace Praxis.Server.Api.Mlflow;

/// <summary>The models that clients of MLflow 3 log within a run; their files go where the run's artifacts go.</summary>
internal sealed class MlflowLoggedModels(Workspace workspace)
{
    private const string Path = "logged-models";
    private const int UsualPage = 100;
    private readonly LoggedModels models = new(workspace);

    public void Map(RouteGroupBuilder calls)
    {
        MlflowCalls.Map(calls, "POST", Path, fields => One(models.Create(fields.Text("name"), fields.Text("source_run_id"), fields.Text("model_type"), Pairs(fields, "params"), Pairs(fields, "tags"))));
        MlflowCalls.Map(calls, "POST", Path + "/search", Search);
        MlflowCalls.Map(calls, "GET", Path + "/{id}", (id, _) => _ => One(models.Get(id)));
        MlflowCalls.Map(calls, "PATCH", Path + "/{id}", (id, _) => fields => One(models.Finish(id, fields.Required("status"))));
        MlflowCalls.Map(calls, "DELETE", Path + "/{id}", (id, _) => _ => Done(() => models.Delete(id)));
        MlflowCalls.Map(calls, "POST", Path + "/{id}/params", (id, _) => fields => Done(() => models.AddParameters(id, fields.Pairs("params"))));
        MlflowCalls.Map(calls, "PATCH", Path + "/{id}/tags", (id, _) => fields => One(models.SetTags(id, fields.Pairs("tags").Select(tag => KeyValuePair.Create(tag.Key, (string?)tag.Value)))));
    }

    private static Dictionary<string, string> Pairs(MlflowFields fields, string name) => fields.Pairs(name).GroupBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(pair => pair.Key, pair => pair.Last().Value, StringComparer.Ordinal);

    private static Action<Utf8JsonWriter> Done(Action work)
    {
        work();
        return _ => { };
    }

    private Action<Utf8JsonWriter> Search(MlflowFields fields)
    {
        if (!string.IsNullOrWhiteSpace(fields.Text("filter")) || fields.Objects("order_by").Count > 0)
            throw new UserException(new Problem { Type = "not-implemented", Found = "logged models are listed, not filtered or ordered", Expected = "experiment_ids alone" });
        var (found, next) = models.List(fields.Texts("experiment_ids"), fields.Most("max_results", UsualPage), fields.Text("page_token"));
        return json =>
        {
            json.WriteStartArray("models");
            foreach (var model in found)
                Write(json, model);
            json.WriteEndArray();
            if (next is not null)
                json.WriteString("next_page_token", next);
        };
    }

    private static Action<Utf8JsonWriter> One(LoggedModel model) => json =>
    {
        json.WritePropertyName("model");
        Write(json, model);
    };

    private static void Write(Utf8JsonWriter json, LoggedModel model)
    {
        json.WriteStartObject();
        json.WriteStartObject("info");
        json.WriteString("model_id", model.Id);
        json.WriteString("experiment_id", model.ExperimentId);
        json.WriteString("name", model.Name);
        json.WriteNumber("creation_timestamp_ms", model.CreatedAt.ToUnixTimeMilliseconds());
        json.WriteNumber("last_updated_timestamp_ms", model.UpdatedAt.ToUnixTimeMilliseconds());
        json.WriteString("artifact_uri", model.ArtifactUri);
        json.WriteString("status", model.Status);
        json.WriteString("model_type", model.ModelType);
        json.WriteString("source_run_id", model.RunId);
        MlflowJson.Write(json, "tags", model.Tags);
        json.WriteEndObject();
        json.WriteStartObject("data");
        MlflowJson.Write(json, "params", model.Parameters);
        json.WriteStartArray("metrics");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
