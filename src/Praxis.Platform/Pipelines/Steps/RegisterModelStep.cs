using System.Text.Json;
using System.Text.Json.Nodes;
using Praxis.Contracts.Evaluate;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Register;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Checks;
using Praxis.Platform.Pipelines.Definitions;
using Praxis.Platform.Register;
using Praxis.Platform.Train;

namespace Praxis.Platform.Pipelines.Steps;

/// <summary>Registers a version of a model group. The same model with the same evidence is the version that is there already.</summary>
internal sealed class RegisterModelStep : StepRunner
{
    public override void Run(StepContext context, CancellationToken cancellationToken)
    {
        var workspace = context.Services.Workspace;
        var container = (context.Arguments["InferenceSpecification"]?["Containers"] as JsonArray)?.FirstOrDefault() as JsonObject ?? throw new StepFailedException("ClientError: InferenceSpecification names no container");
        var source = context.Addresses.Open(container["ModelDataUrl"]?.ToString() ?? throw new StepFailedException("ClientError: the container has no ModelDataUrl"));
        context.Addresses.RequireWhole(source);
        var group = context.Text("ModelPackageGroupName")!;
        var status = Enum.TryParse<ModelStatus>(context.Text("ModelApprovalStatus") ?? nameof(ModelStatus.PendingManualApproval), out var said) ? said : throw new StepFailedException($"ClientError: there is no approval status '{SafeText.Line(context.Text("ModelApprovalStatus"), 40)}'");
        var card = CardOf(workspace, source);
        var evidence = EvidenceOf(context);
        var modelFile = source.Files.FirstOrDefault(file => file.Path == ModelFiles.Model) ?? (source.Files.Count > 0 ? source.Files[0] : null) ?? throw new StepFailedException("ClientError: the model has no files");
        var model = new ModelVersion
        {
            Name = ResourceName.Check(group, "model"),
            Version = 0,
            Algorithm = card?.Algorithm ?? container["Image"]?.ToString() ?? "program",
            Artifact = modelFile.Artifact,
            Files = source.Files.Where(file => file != modelFile).ToDictionary(file => file.Path, file => file.Artifact, StringComparer.Ordinal),
            JobId = context.JobOf(source) ?? "",
            Status = status,
            StatusReason = context.Text("ApprovalDescription") ?? $"registered by the pipeline {context.Execution.Pipeline}",
            Evaluation = evidence?.Whole,
            Dataset = context.JobOf(source) is { } job ? TrainingData.Of(workspace, job) : "",
            Settings = card?.Settings ?? new Dictionary<string, string>(),
            EvaluationArtifact = evidence?.Artifact ?? "",
            PredictionsArtifact = evidence?.Predictions ?? "",
            SampleText = card?.Sample,
            ModelMetrics = ReportsOf(context, "ModelMetrics", CheckReports.Metrics),
            DriftCheckBaselines = ReportsOf(context, "DriftCheckBaselines", CheckReports.Baselines),
            InferenceSpecification = new InferenceSpecification
            {
                Containers = [new ModelContainer { Image = container["Image"]?.ToString() ?? "", ModelArtifact = modelFile.Artifact }],
                SupportedContentTypes = Texts(context.Arguments["InferenceSpecification"]!["SupportedContentTypes"]),
                SupportedResponseMimeTypes = Texts(context.Arguments["InferenceSpecification"]!["SupportedResponseMIMETypes"]),
            },
            CreatedAt = workspace.Time.GetUtcNow(),
        };
        Complete(context, new StepResult([], [])
        {
            Artifacts = [.. source.Files.Select(file => file.Artifact)],
            Edges = [new LineageEdge(source.Node, new LineageNode(Models.Kind, "{version}"), "registered-as")],
            Publish = (transaction, result) =>
            {
                var version = new Models(workspace).Register(transaction, model);
                var arn = $"praxis:model-package/{version.Name}/{version.Version}";
                return result with
                {
                    Properties = new JsonObject { ["ModelPackageArn"] = arn, ["ModelPackageGroupName"] = version.Name, ["ModelPackageVersion"] = version.Version, ["ModelApprovalStatus"] = version.Status.ToString() },
                    Metadata = new JsonObject { ["RegisterModel"] = new JsonObject { ["Arn"] = arn } },
                    Edges = [new LineageEdge(source.Node, new LineageNode(Models.Kind, version.Id), "registered-as")],
                };
            },
        });
    }

    private static IReadOnlyList<string> Texts(JsonNode? node) => [.. (node as JsonArray ?? []).Select(Expression.Text)];

    private static ModelMetrics? ReportsOf(StepContext context, string root, IReadOnlyList<(string Path, string Family)> places)
    {
        ModelMetrics? reports = null;
        foreach (var (path, family) in places)
            if (context.Text($"{root}.{path}.S3Uri") is { Length: > 0 } address)
                reports = (reports ?? new ModelMetrics()).With(family, new MetricsSource(context.Text($"{root}.{path}.ContentType") ?? "application/json", context.Addresses.Open(address).Files is [var only] ? only.Artifact : throw new StepFailedException($"ClientError: {root}.{path} does not lead to one file")));
        return reports;
    }

    private static ModelManifest? CardOf(Workspace workspace, Source source)
    {
        if (source.Files.FirstOrDefault(file => file.Path == ModelManifest.FileName) is not { } file)
            return null;
        try
        {
            return RecordJson.Read<ModelManifest>(File.ReadAllText(workspace.Artifacts.PathOf(file.Artifact)));
        }
        catch (JsonException)
        {
            throw new StepFailedException($"ClientError: {ModelManifest.FileName} of the model cannot be read");
        }
    }

    // The whole evaluation lies beside the short one that the metrics name.
    private static (Evaluation Whole, string Artifact, string Predictions)? EvidenceOf(StepContext context)
    {
        if (context.Text("ModelMetrics.ModelQuality.Statistics.S3Uri") is not { } address || address.StartsWith("artifact://file/", StringComparison.Ordinal) || address.LastIndexOf('/') is not (> 0 and var slash))
            return null;
        context.Addresses.Open(address);
        var files = context.Addresses.Open(address[..slash]).Files;
        if (files.FirstOrDefault(file => file.Path == ModelFiles.Evaluation) is not { } whole)
            return null;
        context.Services.Workspace.RequireWhole(whole.Artifact, whole.Path);
        var evaluation = RecordJson.Read<Evaluation>(File.ReadAllText(context.Services.Workspace.Artifacts.PathOf(whole.Artifact)));
        return (evaluation, whole.Artifact, files.FirstOrDefault(file => file.Path == ModelFiles.Predictions)?.Artifact ?? "");
    }
}
