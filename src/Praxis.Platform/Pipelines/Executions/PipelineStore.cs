using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Pipelines;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Definitions;

namespace Praxis.Platform.Pipelines.Executions;

/// <summary>The keeper of pipelines: each changed definition is a new version.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class PipelineStore(Workspace workspace)
{
    /// <summary>The kind of the records and lineage nodes.</summary>
    public const string Kind = "pipeline";

    /// <summary>Writes a version; the same definition again is the version that is there already.</summary>
    public Pipeline Upsert(string name, PipelineDefinition definition, string? description = null, int? maxParallelSteps = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ResourceName.Check(name, Kind);
        return workspace.Metadata.Write(transaction =>
        {
            var json = definition.ToJson();
            if (transaction.Find(Kind, name) is { } newest && RecordJson.Read<Pipeline>(newest.Json) is var known
                && JsonNode.DeepEquals(JsonNode.Parse(known.Definition), definition.Json) && known.Description == description && known.MaxParallelSteps == maxParallelSteps)
                return known;
            var pipeline = new Pipeline { Name = name, Version = transaction.NextVersion(Kind, name), Description = description, Definition = json, MaxParallelSteps = maxParallelSteps, CreatedAt = workspace.Time.GetUtcNow() };
            transaction.Put(Kind, name, pipeline.Version, RecordJson.Write(pipeline));
            transaction.AddEvent("pipeline-version-created", pipeline.Id, "{}");
            return pipeline;
        });
    }

    /// <summary>The version that <c>NAME</c> (the newest) or <c>NAME:VERSION</c> names.</summary>
    public Pipeline Get(string id) => workspace.Metadata.Read(reader => RecordJson.Read<Pipeline>(RecordName.Find(reader, Kind, id).Json));

    /// <summary>The newest version of a name; null where there is none.</summary>
    public Pipeline? Find(string name) => workspace.Metadata.Read(reader => reader.Find(Kind, name) is { } record ? RecordJson.Read<Pipeline>(record.Json) : null);

    /// <summary>Every version, by name and version.</summary>
    public IReadOnlyList<Pipeline> List() => workspace.Metadata.Read(reader => reader.List(Kind).Select(record => RecordJson.Read<Pipeline>(record.Json)).ToList());

    /// <summary>Takes every version of a pipeline away; its executions stay on record.</summary>
    /// <exception cref="UserException">There is none, or one of its executions still runs.</exception>
    public void Delete(string name)
    {
        var running = new Executions(workspace).List(name, 1000).FirstOrDefault(execution => execution.Status is ExecutionStatus.Executing or ExecutionStatus.Stopping);
        if (running is not null)
            throw new UserException(new Problem { Type = "pipeline-runs", Found = $"an execution of {name} still runs", Where = running.Id, Remedy = $"praxis pipeline stop {running.Id}" });
        workspace.Metadata.Write(transaction =>
        {
            RecordName.Find(transaction, Kind, name);
            foreach (var record in transaction.List(Kind, name))
                transaction.Delete(Kind, name, record.Version);
            transaction.AddEvent("pipeline-deleted", name, "{}");
        });
    }
}
