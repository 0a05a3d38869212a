using System.Text.Json;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Platform.Train;

namespace Praxis.Platform.Pipelines.Steps;

/// <summary>Lets a created model predict every row of data.</summary>
internal sealed class TransformStep : JobStep
{
    public override void Run(StepContext context, CancellationToken cancellationToken)
    {
        var workspace = context.Services.Workspace;
        var name = context.Text("ModelName")!;
        var record = workspace.Metadata.Read(reader => reader.Find(ModelStep.Kind, ResourceName.Check(name, "model"))) ?? throw new StepFailedException($"ClientError: there is no model '{SafeText.Line(name, 80)}' of a Model step");
        string address;
        using (var json = JsonDocument.Parse(record.Json))
            address = json.RootElement.GetProperty("address").GetString()!;
        var (model, data) = (context.Addresses.Open(address), context.Addresses.Open(context.Text("TransformInput.DataSource.S3DataSource.S3Uri") ?? throw new StepFailedException("ClientError: TransformInput names no address")));
        var definition = new JobDefinition
        {
            Program = context.Services.Program,
            Arguments = ["worker", "transform"],
            Files = [.. model.Files.Select(file => new JobFile("model", file.Path, file.Artifact)), .. data.Files.Select(file => new JobFile("data", file.Path, file.Artifact))],
            OutputFolders = ["predictions"],
            WallTime = WallTime(context),
        };
        var ticket = new JobTicket { Kind = "transform", Name = context.NewJobName(), Fingerprint = ProcessingStep.FingerprintOf(definition), Definition = definition };
        RunJob(
            context,
            ticket,
            (job, output) =>
            {
                var (artifact, files) = new FolderArtifacts(workspace).Add(Path.Combine(output, "data", "predictions"));
                var node = new LineageNode("job", job.Id);
                var answer = (JsonObject)(context.Arguments["TransformOutput"]?.DeepClone() ?? new JsonObject());
                answer["S3OutputPath"] = Addresses.OfFolder(artifact);
                var properties = new JsonObject
                {
                    ["TransformJobName"] = job.Name,
                    ["TransformJobArn"] = "praxis:transform-job/" + job.Name,
                    ["TransformJobStatus"] = nameof(JobStatus.Completed),
                    ["ModelName"] = name,
                    ["TransformInput"] = context.Arguments["TransformInput"]?.DeepClone(),
                    ["TransformOutput"] = answer,
                    ["CreationTime"] = ProcessingStep.Time(job.CreatedAt),
                };
                return new StepResult(properties, new JsonObject { ["TransformJob"] = new JsonObject { ["Arn"] = "praxis:transform-job/" + job.Name } })
                {
                    Artifacts = [artifact, .. files.Select(file => file.Artifact)],
                    Edges = [.. StepContext.InputEdges([model, data], node), new LineageEdge(node, new LineageNode(TrainedModel.Kind, artifact), "produced")],
                };
            },
            cancellationToken);
    }
}
