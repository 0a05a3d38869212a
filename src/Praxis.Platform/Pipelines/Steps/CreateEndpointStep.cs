using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Deploy;

namespace Praxis.Platform.Pipelines.Steps;

/// <summary>Lets an approved version answer under a name.</summary>
internal sealed class CreateEndpointStep : StepRunner
{
    public override void Run(StepContext context, CancellationToken cancellationToken)
    {
        var name = context.Text("EndpointName")!;
        var package = context.Text("ModelPackageName")!;
        var id = package.StartsWith("praxis:model-package/", StringComparison.Ordinal) ? package["praxis:model-package/".Length..].Replace('/', ':') : package;
        var endpoint = new Endpoints(context.Services.Workspace, context.Services.Trainers).Deploy(ResourceName.Check(name, "endpoint"), id, null);
        Complete(context, new StepResult(
            new JsonObject { ["EndpointName"] = name, ["EndpointArn"] = "praxis:endpoint/" + name, ["EndpointStatus"] = endpoint.Status.ToString() },
            new JsonObject { ["Endpoint"] = new JsonObject { ["Arn"] = "praxis:endpoint/" + name } }));
    }
}
