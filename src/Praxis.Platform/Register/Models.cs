using System.Security.Cryptography;
using System.Text;
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

    /// <summary>The kind under which deleted versions wait for their time of grace; their numbers are never given again.</summary>
    internal const string DroppedKind = "dropped-" + Kind;

    /// <summary>Who decided where no person did.</summary>
    public const string Automatic = "praxis";

    private const string TokenKind = "model-token";

    /// <summary>Registers a version. The same model from the same data with the same standing is the version that is there already.</summary>
    /// <param name="model">All of it but the version, which is given here.</param>
    public ModelVersion Register(ModelVersion model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return workspace.Metadata.Write(transaction => Register(transaction, model));
    }

    /// <summary>Registers a version as a part of a larger change.</summary>
    /// <param name="transaction">The change; nothing is registered where it is not kept.</param>
    /// <param name="model">All of it but the version, which is given here.</param>
    /// <param name="token">
    /// What is registered, such as an execution's id and a step's name: the same token gives the same version however often it is asked for, another one always a new version.
    /// Without a token the same model from the same data with the same standing is the version that is there already.
    /// </param>
    /// <exception cref="UserException">The name is none, or what is attached is out of its limits.</exception>
    public ModelVersion Register(IMetadataTransaction transaction, ModelVersion model, string? token = null)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(model);
        ResourceName.Check(model.Name, Kind);
        VersionLimits.Check(model);
        var key = token is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)).AsSpan(0, 16));
        if ((key is null ? Known(transaction, model) : Known(transaction, key)) is { } known)
            return known;
        var now = workspace.Time.GetUtcNow();
        model = model with
        {
            Version = Math.Max(transaction.NextVersion(Kind, model.Name), transaction.NextVersion(DroppedKind, model.Name)),
            Approvals = [new ApprovalChange(model.Status, Automatic, model.StatusReason, now)],
        };
        ModelGroups.Ensure(transaction, model.Name, now);
        transaction.Put(Kind, model.Name, model.Version, RecordJson.Write(model));
        if (key is not null)
            transaction.Put(TokenKind, key, 1, RecordJson.Write(new RegisteredToken(model.Name, model.Version)));
        var node = new LineageNode(Kind, model.Id);
        transaction.AddEdge(new LineageEdge(new LineageNode(TrainedModel.Kind, model.Artifact), node, "registered-as"));
        transaction.AddEdge(new LineageEdge(node, new LineageNode(ModelGroups.Kind, model.Name), "version-of"));
        if (model.EvaluationArtifact.Length > 0)
            transaction.AddEdge(new LineageEdge(new LineageNode(Evaluations.Kind, model.EvaluationArtifact), node, "evidence-for"));
        foreach (var report in model.ModelMetrics?.All().Select(own => own.Source.Artifact).Distinct(StringComparer.Ordinal) ?? [])
            transaction.AddEdge(new LineageEdge(new LineageNode(TrainedModel.Kind, report), node, "evidence-for"));
        transaction.AddEvent("model-version-created", model.Id, RecordJson.Write(new { model.Status }));
        return model;
    }

    /// <summary>The version that <c>NAME</c> (the newest), <c>NAME:VERSION</c> or <c>NAME@ALIAS</c> names.</summary>
    public ModelVersion Get(string id) => workspace.Metadata.Read(reader => RecordJson.Read<ModelVersion>(ModelGroups.Find(reader, id).Json));

    /// <summary>The newest version of a name; null where there is none.</summary>
    public ModelVersion? Newest(string name) => workspace.Metadata.Read(reader => Newest(reader, name));

    /// <summary>Every version, by name and version.</summary>
    public IReadOnlyList<ModelVersion> List() =>
        workspace.Metadata.Read(reader => reader.List(Kind).Select(record => RecordJson.Read<ModelVersion>(record.Json)).ToList());

    /// <summary>Approves or rejects a version: Pending to Approved or Rejected, and between these two. The same status again changes nothing.</summary>
    /// <param name="id"><c>NAME</c>, <c>NAME:VERSION</c> or <c>NAME@ALIAS</c>.</param>
    /// <param name="status">The new status.</param>
    /// <param name="reason">Why; kept with it.</param>
    /// <param name="by">Who decides; kept with it.</param>
    /// <exception cref="UserException">What was decided cannot become undecided again.</exception>
    public ModelVersion Change(string id, ModelStatus status, string reason, string by = Automatic) => workspace.Metadata.Write(transaction => Change(transaction, id, status, reason, by));

    /// <summary>The same as a part of a larger change.</summary>
    public ModelVersion Change(IMetadataTransaction transaction, string id, ModelStatus status, string reason, string by = Automatic)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        var model = RecordJson.Read<ModelVersion>(ModelGroups.Find(transaction, id).Json);
        if (model.Status == status)
            return model;
        if (status == ModelStatus.PendingManualApproval)
            throw new UserException(new Problem
            {
                Type = "decision-stands",
                Found = $"{model.Id} is {model.Status}, and a decision is not taken back to {status}",
                Expected = $"{ModelStatus.Approved} or {ModelStatus.Rejected}",
            });
        model = model with { Status = status, StatusReason = reason, Approvals = [.. model.Approvals, new ApprovalChange(status, by, reason, workspace.Time.GetUtcNow())] };
        transaction.Put(Kind, model.Name, model.Version, RecordJson.Write(model));
        transaction.AddEvent("model-status-changed", model.Id, RecordJson.Write(new { status, reason, by }));
        return model;
    }

    /// <summary>Says where a version stands on its way.</summary>
    public ModelVersion SetStage(string id, ModelLifeCycle stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        if (stage.Stage.Length is 0 or > 63 || stage.StageStatus.Length > 63 || stage.StageDescription.Length > 1024)
            throw new UserException(new Problem { Type = "invalid-stage", Found = "the stage is empty, or it or its description is too long", Expected = "at most 63 characters, and 1,024 for the description" });
        return Edit(id, model => model with { ModelLifeCycle = stage }, "model-stage-changed", RecordJson.Write(stage));
    }

    /// <summary>Says what a version is, and what its makers want to remember; null leaves a part as it is.</summary>
    /// <exception cref="UserException">There is none, or something is out of its limits.</exception>
    public ModelVersion Describe(string id, string? description, Func<IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>>? properties = null) => Edit(
        id,
        model =>
        {
            model = model with { Description = description ?? model.Description, CustomerMetadataProperties = properties?.Invoke(model.CustomerMetadataProperties) ?? model.CustomerMetadataProperties };
            VersionLimits.Check(model);
            return model;
        },
        "model-version-described",
        "{}");

    /// <summary>Attaches a report; one that was in its place is replaced.</summary>
    /// <param name="id"><c>NAME</c>, <c>NAME:VERSION</c> or <c>NAME@ALIAS</c>.</param>
    /// <param name="family">Its place, such as <c>bias/report</c>; see <see cref="ModelMetrics.All"/>.</param>
    /// <param name="report">The report, an artifact that is there.</param>
    public ModelVersion Attach(string id, string family, MetricsSource report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var metrics = new ModelMetrics().With(family, report) ?? throw new UserException(new Problem
        {
            Type = "unknown-family",
            Found = $"'{SafeText.Line(family, 80)}' is no kind of report",
            Expected = "model-quality/statistics, model-quality/constraints, data-quality/statistics, data-quality/constraints, bias/report, bias/pre-training, bias/post-training or explainability/report",
        });
        if (!File.Exists(workspace.Artifacts.PathOf(report.Artifact)))
            throw new UserException(new Problem { Type = "artifact-missing", Found = $"there is no artifact {report.Artifact}" });
        return workspace.Metadata.Write(transaction =>
        {
            var model = Edit(transaction, id, own => own with { ModelMetrics = (own.ModelMetrics ?? new ModelMetrics()).With(family, report) }, "model-report-attached", RecordJson.Write(new { family }));
            transaction.AddEdge(new LineageEdge(new LineageNode(TrainedModel.Kind, report.Artifact), new LineageNode(Kind, model.Id), "evidence-for"));
            return model;
        });
    }

    /// <summary>Deletes a version; <see cref="Restore"/> brings it back until a <c>workspace gc</c> after the grace time takes its bytes. Its number is never given again.</summary>
    /// <param name="id"><c>NAME:VERSION</c> or <c>NAME@ALIAS</c>.</param>
    /// <exception cref="UserException">There is none, or an endpoint or an alias stands on it, which is named.</exception>
    public ModelVersion Delete(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (!id.Contains(':', StringComparison.Ordinal) && !id.Contains('@', StringComparison.Ordinal))
            throw new UserException(new Problem { Type = "no-version", Found = $"'{SafeText.Line(id, 80)}' names no version", Expected = "NAME:VERSION", Remedy = "praxis models list shows them" });
        return workspace.Metadata.Write(transaction =>
        {
            var record = ModelGroups.Find(transaction, id);
            var model = RecordJson.Read<ModelVersion>(record.Json);
            RecordReferences.RequireUnused(transaction, Kind, model.Id);
            if (transaction.Find(ModelGroups.Kind, model.Name) is { } group && ModelGroups.Read(group).Aliases.FirstOrDefault(alias => alias.Value == model.Version).Key is { } alias)
                throw new UserException(new Problem { Type = "still-used", Found = $"{model.Name}@{alias} stands for {model.Id}", Expected = "a version without an alias", Remedy = $"Let it stand for another version: praxis models alias {model.Name}:VERSION {alias}, or take it away with --remove" });
            transaction.Delete(Kind, model.Name, model.Version);
            transaction.Put(DroppedKind, model.Name, model.Version, record.Json);
            transaction.AddEvent("model-version-deleted", model.Id, "{}");
            return model;
        });
    }

    /// <summary>Brings a deleted version back.</summary>
    /// <param name="id"><c>NAME:VERSION</c>.</param>
    public ModelVersion Restore(string id)
    {
        var name = RecordName.Parse(id, Kind);
        return workspace.Metadata.Write(transaction =>
        {
            if (name.Version is not { } version || transaction.Find(DroppedKind, name.Name, version) is not { Json: not "{}" } record)
                throw new UserException(new Problem { Type = "nothing-to-restore", Found = $"there is no deleted version '{SafeText.Line(id, 80)}' whose bytes are still there", Expected = "NAME:VERSION", Remedy = "praxis workspace deleted shows what can be brought back" });
            transaction.Delete(DroppedKind, name.Name, version);
            transaction.Put(Kind, name.Name, version, record.Json);
            ModelGroups.Ensure(transaction, name.Name, workspace.Time.GetUtcNow());
            transaction.AddEvent("model-version-restored", id, "{}");
            return RecordJson.Read<ModelVersion>(record.Json);
        });
    }

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

    private ModelVersion Edit(string id, Func<ModelVersion, ModelVersion> edit, string kind, string json) => workspace.Metadata.Write(transaction => Edit(transaction, id, edit, kind, json));

    private static ModelVersion Edit(IMetadataTransaction transaction, string id, Func<ModelVersion, ModelVersion> edit, string kind, string json)
    {
        var model = edit(RecordJson.Read<ModelVersion>(ModelGroups.Find(transaction, id).Json));
        transaction.Put(Kind, model.Name, model.Version, RecordJson.Write(model));
        transaction.AddEvent(kind, model.Id, json);
        return model;
    }

    private static ModelVersion? Newest(IMetadataReader reader, string name) =>
        reader.Find(Kind, name) is { } record ? RecordJson.Read<ModelVersion>(record.Json) : null;

    // A deleted version is not given again for its token either: what was registered was registered.
    private static ModelVersion? Known(IMetadataReader reader, string key)
    {
        if (reader.Find(TokenKind, key) is not { } record)
            return null;
        var token = RecordJson.Read<RegisteredToken>(record.Json);
        var version = reader.Find(Kind, token.Name, token.Version) ?? reader.Find(DroppedKind, token.Name, token.Version);
        return version is { Json: not "{}" } ? RecordJson.Read<ModelVersion>(version.Json) : null;
    }

    private static ModelVersion? Known(IMetadataReader reader, ModelVersion model) =>
        Newest(reader, model.Name) is { } newest
        && newest.Artifact == model.Artifact && newest.EvaluationArtifact == model.EvaluationArtifact && newest.Dataset == model.Dataset
        && newest.Status == model.Status && Same(newest.Settings, model.Settings)
        && Holds(newest.ModelMetrics, model.ModelMetrics) && Holds(newest.DriftCheckBaselines, model.DriftCheckBaselines)
            ? newest
            : null;

    // Reports that were attached later make no other version.
    private static bool Holds(ModelMetrics? known, ModelMetrics? asked) => asked?.All().Except(known?.All() ?? []).Any() != true;

    private static bool Same(IReadOnlyDictionary<string, string> a, IReadOnlyDictionary<string, string> b) =>
        a.Count == b.Count && a.All(pair => b.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
