using Praxis.Contracts.Evaluate;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Register;
using Praxis.Platform.Evaluate;
using Praxis.Platform.Foundation;
using Praxis.Platform.Train;

namespace Praxis.Platform.Register;

/// <summary>The keeper of models: registers versions, finds, approves and rejects them.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class Models(Workspace workspace)
{
    /// <summary>The kind of the records and lineage nodes.</summary>
    public const string Kind = "model";

    /// <summary>Registers a version. The same model from the same data with the same standing is the version that is there already.</summary>
    /// <param name="model">All of it but the version, which is given here.</param>
    public ModelVersion Register(ModelVersion model)
    {
        ArgumentNullException.ThrowIfNull(model);
        ResourceName.Check(model.Name, Kind);
        return workspace.Metadata.Write(transaction =>
        {
            var newest = transaction.Find(Kind, model.Name);
            if (newest is not null && RecordJson.Read<ModelVersion>(newest.Json) is var known
                && known.Artifact == model.Artifact && known.EvaluationArtifact == model.EvaluationArtifact && known.Dataset == model.Dataset
                && known.Status == model.Status && Same(known.Settings, model.Settings))
                return known;
            model = model with { Version = transaction.NextVersion(Kind, model.Name) };
            transaction.Put(Kind, model.Name, model.Version, RecordJson.Write(model));
            var node = new LineageNode(Kind, model.Id);
            transaction.AddEdge(new LineageEdge(new LineageNode(TrainedModel.Kind, model.Artifact), node, "registered-as"));
            if (model.EvaluationArtifact.Length > 0)
                transaction.AddEdge(new LineageEdge(new LineageNode(Evaluations.Kind, model.EvaluationArtifact), node, "evidence-for"));
            transaction.AddEvent("model-version-created", model.Id, RecordJson.Write(new { model.Status }));
            return model;
        });
    }

    /// <summary>The version that <c>NAME</c> (the newest) or <c>NAME:VERSION</c> names.</summary>
    public ModelVersion Get(string id) => workspace.Metadata.Read(reader => RecordJson.Read<ModelVersion>(RecordName.Find(reader, Kind, id).Json));

    /// <summary>The newest version of a name; null where there is none.</summary>
    public ModelVersion? Newest(string name) =>
        workspace.Metadata.Read(reader => reader.Find(Kind, name) is { } record ? RecordJson.Read<ModelVersion>(record.Json) : null);

    /// <summary>Every version, by name and version.</summary>
    public IReadOnlyList<ModelVersion> List() =>
        workspace.Metadata.Read(reader => reader.List(Kind).Select(record => RecordJson.Read<ModelVersion>(record.Json)).ToList());

    /// <summary>Approves or rejects a version.</summary>
    /// <param name="id"><c>NAME</c> or <c>NAME:VERSION</c>.</param>
    /// <param name="status">The new status.</param>
    /// <param name="reason">Why; kept with it.</param>
    public ModelVersion Change(string id, ModelStatus status, string reason) => workspace.Metadata.Write(transaction =>
    {
        var model = RecordJson.Read<ModelVersion>(RecordName.Find(transaction, Kind, id).Json) with { Status = status, StatusReason = reason };
        transaction.Put(Kind, model.Name, model.Version, RecordJson.Write(model));
        transaction.AddEvent("model-status-changed", model.Id, RecordJson.Write(new { status, reason }));
        return model;
    });

    /// <summary>The standing of a model that has just been evaluated: approved unless its accuracy is below the gate.</summary>
    public static (ModelStatus Status, string Reason) Judge(Evaluation evaluation, double? minAccuracy)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return Judge(evaluation.Accuracy, minAccuracy);
    }

    /// <summary>The same from the accuracy alone.</summary>
    public static (ModelStatus Status, string Reason) Judge(double accuracy, double? minAccuracy)
    {
        if (minAccuracy is not { } gate)
            return (ModelStatus.Approved, "no gate was set (--min-accuracy)");
        var sides = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"accuracy {accuracy:0.0000}, gate {gate:0.####} (--min-accuracy)");
        return accuracy >= gate ? (ModelStatus.Approved, sides) : (ModelStatus.Rejected, sides);
    }

    private static bool Same(IReadOnlyDictionary<string, string> a, IReadOnlyDictionary<string, string> b) =>
        a.Count == b.Count && a.All(pair => b.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
