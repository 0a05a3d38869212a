using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>Writes OpenLineage 2.0.2 run events (https://openlineage.io/spec/2-0-2/OpenLineage.json).</summary>
public static class OpenLineageEvent
{
    private const string Spec = "https://openlineage.io/spec/";

    private static readonly string Version = typeof(OpenLineageEvent).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static readonly string Producer = "urn:praxis:" + Version;

    /// <summary>The event, one line of JSON.</summary>
    /// <exception cref="ArgumentException">The event's type is none.</exception>
    public static string Write(OpenLineageRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.EventType is not ("START" or "RUNNING" or "COMPLETE" or "ABORT" or "FAIL" or "OTHER"))
            throw new ArgumentException($"'{run.EventType}' is no event type.", nameof(run));
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("eventType", run.EventType);
            json.WriteString("eventTime", run.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("producer", Producer);
            json.WriteString("schemaURL", Spec + "2-0-2/OpenLineage.json#/$defs/RunEvent");
            WriteRun(json, run);
            WriteJob(json, run);
            WriteDatasets(json, "inputs", run.Inputs, "inputFacets", "inputStatistics", "InputStatisticsInputDatasetFacet");
            WriteDatasets(json, "outputs", run.Outputs, "outputFacets", "outputStatistics", "OutputStatisticsOutputDatasetFacet");
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
    }

    private static void WriteRun(Utf8JsonWriter json, OpenLineageRun run)
    {
        json.WriteStartObject("run");
        json.WriteString("runId", run.RunId);
        json.WriteStartObject("facets");
        if (run.Parent is var (parentRun, parentJob))
        {
            Begin(json, "parent", "1-0-1/ParentRunFacet.json", "ParentRunFacet");
            json.WriteStartObject("run");
            json.WriteString("runId", parentRun);
            json.WriteEndObject();
            json.WriteStartObject("job");
            json.WriteString("namespace", run.JobNamespace);
            json.WriteString("name", SafeText.Line(parentJob, 500));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        if (run.Error is { } error)
        {
            Begin(json, "errorMessage", "1-0-1/ErrorMessageRunFacet.json", "ErrorMessageRunFacet");
            json.WriteString("message", SafeText.Line(error, 1024));
            json.WriteString("programmingLanguage", "C#");
            json.WriteEndObject();
        }

        Begin(json, "processing_engine", "1-1-1/ProcessingEngineRunFacet.json", "ProcessingEngineRunFacet");
        json.WriteString("version", Version);
        json.WriteString("name", "praxis");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteJob(Utf8JsonWriter json, OpenLineageRun run)
    {
        json.WriteStartObject("job");
        json.WriteString("namespace", run.JobNamespace);
        json.WriteString("name", SafeText.Line(run.JobName, 500));
        json.WriteStartObject("facets");
        Begin(json, "jobType", "2-0-3/JobTypeJobFacet.json", "JobTypeJobFacet");
        json.WriteString("processingType", "BATCH");
        json.WriteString("integration", "PRAXIS");
        json.WriteString("jobType", run.JobType);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteDatasets(Utf8JsonWriter json, string name, IReadOnlyList<OpenLineageDataset> datasets, string facets, string statistics, string definition)
    {
        json.WriteStartArray(name);
        foreach (var dataset in datasets)
        {
            json.WriteStartObject();
            json.WriteString("namespace", dataset.Namespace);
            json.WriteString("name", SafeText.Line(dataset.Name, 2000));
            json.WriteStartObject("facets");
            if (dataset.Version is { } version)
            {
                Begin(json, "version", "1-0-1/DatasetVersionDatasetFacet.json", "DatasetVersionDatasetFacet");
                json.WriteString("datasetVersion", version);
                json.WriteEndObject();
            }

            if (dataset.Fields.Count > 0)
            {
                Begin(json, "schema", "1-1-1/SchemaDatasetFacet.json", "SchemaDatasetFacet");
                json.WriteStartArray("fields");
                foreach (var (field, type) in dataset.Fields)
                {
                    json.WriteStartObject();
                    json.WriteString("name", SafeText.Line(field, 500));
                    if (type is not null)
                        json.WriteString("type", type);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteStartObject(facets);
            if (dataset.Rows is not null || dataset.Bytes is not null || dataset.Files is not null)
            {
                Begin(json, statistics, $"1-0-0/{definition}.json", definition);
                foreach (var (key, value) in new[] { ("rowCount", dataset.Rows), ("size", dataset.Bytes), ("fileCount", dataset.Files) })
                    if (value is { } number)
                        json.WriteNumber(key, number);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Begin(Utf8JsonWriter json, string facet, string file, string definition)
    {
        json.WriteStartObject(facet);
        json.WriteString("_producer", Producer);
        json.WriteString("_schemaURL", $"{Spec}facets/{file}#/$defs/{definition}");
    }
}
