using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Pipelines.Steps;

/// <summary>Puts a model on record that can answer and is no version of a group: what it is made of and how it is started.</summary>
internal sealed class ModelStep : StepRunner
{
    /// <summary>The kind of the records.</summary>
    public const string Kind = "created-model";

    public override void Run(StepContext context, CancellationToken cancellationToken)
    {
        var container = context.Arguments["PrimaryContainer"] as JsonObject ?? (context.Arguments["Containers"] as JsonArray)?.FirstOrDefault() as JsonObject ?? throw new StepFailedException("ClientError: the step has no container");
        var address = container["ModelDataUrl"]?.ToString() ?? throw new StepFailedException("ClientError: the container has no ModelDataUrl");
        var source = context.Addresses.Open(address);

        context.Addresses.RequireWhole(source);

        // The same model again is the same record, whoever asks how often.
        var name = ResourceName.From($"{context.Execution.Pipeline}-{context.Step.Name}-{source.Identity[..12]}", "model");
        Complete(context, new StepResult(
            new JsonObject { ["ModelName"] = name, ["ModelArn"] = "praxis:model/" + name, ["PrimaryContainer"] = container.DeepClone() },
            new JsonObject { ["Model"] = new JsonObject { ["Arn"] = "praxis:model/" + name } })
        {
            Artifacts = [.. source.Files.Select(file => file.Artifact)],
            Edges = [new LineageEdge(source.Node, new LineageNode(Kind, name), "made-into")],
            Publish = (transaction, result) =>
            {
                transaction.Put(Kind, name, 1, RecordJson.Write(new { name, address, container = container.ToJsonString() }));
                return result;
            },
        });
    }
}
