using System.Text.Json;
using Praxis.Contracts.Experiments;

namespace Praxis.Server.Api.Mlflow;

/// <summary>Experiments and runs as MLflow writes them.</summary>
internal static class MlflowJson
{
    public static void Write(Utf8JsonWriter json, Experiment experiment)
    {
        json.WriteStartObject();
        json.WriteString("experiment_id", experiment.Id);
        json.WriteString("name", experiment.Name);
        json.WriteString("artifact_location", experiment.ArtifactLocation);
        json.WriteString("lifecycle_stage", experiment.DeletedAt is null ? "active" : "deleted");
        json.WriteNumber("creation_time", experiment.CreatedAt.ToUnixTimeMilliseconds());
        json.WriteNumber("last_update_time", experiment.UpdatedAt.ToUnixTimeMilliseconds());
        Write(json, "tags", experiment.Tags);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, ExperimentRun run)
    {
        json.WriteStartObject();
        json.WritePropertyName("info");
        WriteInfo(json, run);
        json.WriteStartObject("data");
        json.WriteStartArray("metrics");
        foreach (var metric in run.Metrics)
            Write(json, new MetricPoint(metric.Key, metric.Last, metric.LastTime, metric.LastStep));
        json.WriteEndArray();
        Write(json, "params", run.Parameters);
        Write(json, "tags", run.Tags);
        json.WriteEndObject();
        json.WriteStartObject("inputs");
        json.WriteStartArray("dataset_inputs");
        foreach (var dataset in run.Datasets)
            Write(json, dataset);
        json.WriteEndArray();
        Write(json, "model_inputs", run.Models.Where(model => !model.IsOutput));
        json.WriteEndObject();
        json.WriteStartObject("outputs");
        Write(json, "model_outputs", run.Models.Where(model => model.IsOutput));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void WriteInfo(Utf8JsonWriter json, ExperimentRun run)
    {
        json.WriteStartObject();
        json.WriteString("run_id", run.Id);
        json.WriteString("run_uuid", run.Id);
        json.WriteString("run_name", run.Name);
        json.WriteString("experiment_id", run.ExperimentId);
        json.WriteString("user_id", run.User);
        json.WriteString("status", run.Status.ToString().ToUpperInvariant());
        json.WriteNumber("start_time", run.StartedAt.ToUnixTimeMilliseconds());
        if (run.EndedAt is { } ended)
            json.WriteNumber("end_time", ended.ToUnixTimeMilliseconds());
        json.WriteString("artifact_uri", run.ArtifactUri);
        json.WriteString("lifecycle_stage", run.DeletedAt is null ? "active" : "deleted");
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, MetricPoint point)
    {
        json.WriteStartObject();
        json.WriteString("key", point.Key);
        if (double.IsFinite(point.Value))
            json.WriteNumber("value", point.Value);
        else
            json.WriteString("value", double.IsNaN(point.Value) ? "NaN" : point.Value > 0 ? "Infinity" : "-Infinity");
        json.WriteNumber("timestamp", point.Time);
        json.WriteNumber("step", point.Step);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RunDataset dataset)
    {
        json.WriteStartObject();
        Write(json, "tags", dataset.Tags);
        json.WriteStartObject("dataset");
        json.WriteString("name", dataset.Name);
        json.WriteString("digest", dataset.Digest);
        json.WriteString("source_type", dataset.SourceType);
        json.WriteString("source", dataset.Source);
        if (dataset.Schema is not null)
            json.WriteString("schema", dataset.Schema);
        if (dataset.Profile is not null)
            json.WriteString("profile", dataset.Profile);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<RunModel> models)
    {
        json.WriteStartArray(name);
        foreach (var model in models)
        {
            json.WriteStartObject();
            json.WriteString("model_id", model.Id);
            if (model.IsOutput)
                json.WriteNumber("step", model.Step);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Pairs as a list of <c>{"key": .., "value": ..}</c>.</summary>
    public static void Write(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> pairs)
    {
        json.WriteStartArray(name);
        foreach (var (key, value) in pairs)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
