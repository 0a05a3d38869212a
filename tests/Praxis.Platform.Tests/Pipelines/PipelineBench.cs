using System.Text.Json.Nodes;
using Praxis.Contracts.Pipelines;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Definitions;
using Praxis.Platform.Pipelines.Executions;
using Praxis.Platform.Pipelines.Steps;
using Praxis.Platform.Train;
using Praxis.Testing;

namespace Praxis.Platform.Tests.Pipelines;

/// <summary>A workspace to run pipelines of shell scripts in.</summary>
internal sealed class PipelineBench : IDisposable
{
    private readonly LocalScheduler scheduler;

    public PipelineBench()
    {
        Workspace = Workspace.Open(Folder[".praxis"], TimeProvider.System);
        scheduler = new LocalScheduler(Workspace, new SlotLimits(4, 1L << 40, 0));
        Services = new StepServices(Workspace, scheduler, new Trainers([]), "/bin/false", "test") { OnBug = Bugs.Add };
        Executions = new Executions(Workspace);
    }

    public ScratchFolder Folder { get; } = new();

    public Workspace Workspace { get; }

    public StepServices Services { get; init; }

    public Executions Executions { get; }

    public List<Exception> Bugs { get; } = [];

    public void Dispose()
    {
        scheduler.Dispose();
        Workspace.Dispose();
        Folder.Dispose();
    }

    /// <summary>A step that runs a script with the output <c>out</c>.</summary>
    public static string Shell(string name, string script, string more = "") => $$"""
        {"Name":"{{name}}","Type":"Processing",{{more}}"Arguments":{"AppSpecification":{"ImageUri":"local","ContainerEntrypoint":["/bin/sh","-c",{{JsonValue.Create(script)!.ToJsonString()}}]},
         "ProcessingOutputConfig":{"Outputs":[{"OutputName":"out","S3Output":{"S3Uri":"artifact://x","LocalPath":"/opt/ml/processing/output/out"} }] } } }
        """;

    public string Create(string steps, string parameters = "[]")
    {
        var definition = PipelineDefinition.Parse($$"""{"Version":"2020-12-01","Parameters":{{parameters}},"Steps":[{{steps}}]}""");
        return new PipelineStore(Workspace).Upsert("p", definition).Id;
    }

    public Execution Run(string pipeline, Func<ExecutionRequest, ExecutionRequest>? with = null, CancellationToken cancellationToken = default)
    {
        var request = new ExecutionRequest { Pipeline = pipeline };
        return Go(Executions.Start(with is null ? request : with(request)).Id, cancellationToken);
    }

    public Execution Go(string id, CancellationToken cancellationToken = default) => new ExecutionRunner(Services).Run(id, cancellationToken);

    public Dictionary<string, StepExecution> Steps(Execution execution) => Executions.Steps(execution.Id).ToDictionary(step => step.Name, StringComparer.Ordinal);
}
