using System.Text.Json.Nodes;
using Praxis.Contracts.Experiments;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Pipelines;
using Praxis.Platform.Foundation;
using Praxis.Platform.Foundation.Tracking;
using Praxis.Platform.Pipelines.Definitions;
using Praxis.Platform.Pipelines.Steps;

namespace Praxis.Platform.Pipelines.Executions;

/// <summary>Tells of an execution elsewhere: each job as a run of the pipeline's experiment, and run events in OpenLineage's words. What fails here fails nothing else.</summary>
internal sealed class ExecutionTelling
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Workspace workspace;
    private readonly Execution execution;
    private readonly ExperimentRuns runs;
    private readonly OpenLineageEmitter? emitter;
    private readonly (string Name, string Group)? experiment;
    private readonly Lock gate = new();
    private Task sending = Task.CompletedTask;

    public ExecutionTelling(StepServices services, PipelineDefinition definition, Execution execution, IExpressionValues values)
    {
        workspace = services.Workspace;
        emitter = services.OpenLineage;
        this.execution = execution;
        runs = new ExperimentRuns(workspace);

        // Said to be none: none. Not said: the pipeline's name, and the execution as the group.
        if (!definition.Json.TryGetPropertyValue("PipelineExperimentConfig", out var said))
            experiment = (execution.Pipeline, execution.Id);
        else if (said is JsonObject map)
            experiment = (Text(map["ExperimentName"]) ?? execution.Pipeline, Text(map["TrialName"]) ?? execution.Id);

        string? Text(JsonNode? node) => node is null ? null : SafeText.Line(Expression.Text(Expression.Resolve(node, values)), 250);
    }

    /// <summary>Puts a step's job on record as a run, in the transaction that completes the step.</summary>
    public void Completed(IMetadataTransaction transaction, StepExecution step)
    {
        if (RunOf(step, RunStatus.Finished, null) is { } run)
            runs.LogRun(transaction, run);
    }

    /// <summary>The same for a step that failed or was stopped.</summary>
    public void Ended(StepExecution step)
    {
        if (RunOf(step, step.Status == StepStatus.Failed ? RunStatus.Failed : RunStatus.Killed, step.FailureReason) is { } run)
            runs.LogRun(run);
    }

    /// <summary>Tells that the execution begins or ended.</summary>
    public void TellExecution(string eventType, string? error = null) => Send(new OpenLineageRun
    {
        EventType = eventType,
        Time = workspace.Time.GetUtcNow(),
        RunId = Guid.Parse(execution.Id),
        JobNamespace = "praxis-" + workspace.Id,
        JobName = execution.Pipeline,
        JobType = "PIPELINE",
        Error = error,
    });

    /// <summary>Tells that a step's job begins or ended.</summary>
    public void TellStep(string eventType, StepExecution step, string job, IReadOnlyList<LineageEdge> edges) => Send(new OpenLineageRun
    {
        EventType = eventType,
        Time = workspace.Time.GetUtcNow(),
        RunId = Guid.Parse(job),
        JobNamespace = "praxis-" + workspace.Id,
        JobName = $"{execution.Pipeline}.{step.Name}",
        JobType = step.Type.ToUpperInvariant(),
        Parent = (Guid.Parse(execution.Id), execution.Pipeline),
        Error = step.FailureReason,
        Inputs = [.. edges.Where(edge => edge.To.Id == job).Select(edge => edge.From).Distinct().Select(Dataset)],
        Outputs = [.. edges.Where(edge => edge.From.Id == job).Select(edge => edge.To).Distinct().Select(Dataset)],
    });

    /// <summary>Waits until all is told, or nobody listens.</summary>
    public void Finish() => sending.Wait(Patience);

    private static OpenLineageDataset Dataset(LineageNode node) => new("praxis", $"{node.Kind}/{node.Id}");

    private RunLog? RunOf(StepExecution step, RunStatus status, string? message)
    {
        if (experiment is not var (name, group) || step.Job is not { } id)
            return null;
        var run = JobRun.Of(workspace, workspace.Jobs.Get(id), name, group, step.Name);
        var tags = run.Tags.ToDictionary(StringComparer.Ordinal);
        tags["praxis.pipeline"] = execution.Pipeline;
        tags["praxis.execution"] = execution.Id;
        return run with { Status = status, Message = message, EndedAt = step.EndedAt ?? workspace.Time.GetUtcNow(), Tags = tags };
    }

    private void Send(OpenLineageRun run)
    {
        if (emitter is null)
            return;
        lock (gate)
            sending = sending.ContinueWith(_ => emitter.EmitAsync(run, CancellationToken.None), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).Unwrap();
    }
}
