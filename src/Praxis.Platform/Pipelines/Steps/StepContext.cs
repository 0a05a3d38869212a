using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Pipelines;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Definitions;

namespace Praxis.Platform.Pipelines.Steps;

/// <summary>One step that is to be run.</summary>
internal sealed record StepContext
{
    public required StepServices Services { get; init; }

    public required Execution Execution { get; init; }

    public required PipelineStep Step { get; init; }

    /// <summary>The arguments, every expression resolved.</summary>
    public required JsonObject Arguments { get; init; }

    public required IExpressionValues Values { get; init; }

    /// <summary>Reads addresses such as <c>dataset://reviews</c>.</summary>
    public required Addresses Addresses { get; init; }

    /// <summary>The job of this execution that made what an address leads to; null where none did.</summary>
    public required Func<Source, string?> JobOf { get; init; }

    /// <summary>Writes that the step runs, where no job does.</summary>
    public required Action Started { get; init; }

    /// <summary>Writes that a job runs the step.</summary>
    public required Action<IMetadataTransaction, Job> Began { get; init; }

    /// <summary>The job that an owner which is gone ran for the step; null where there is none.</summary>
    public string? LeftJob { get; init; }

    /// <summary>Keeps that this job is gone on with.</summary>
    public required Action<Job> Attached { get; init; }

    /// <summary>Writes that the step is done, in the transaction of what it published.</summary>
    public required Action<IMetadataTransaction, StepResult> Complete { get; init; }

    /// <summary>A name for a job of the step, new each time.</summary>
    public string NewJobName()
    {
        // A pipeline that is one job lends it its name.
        if (Step.Name == Execution.Pipeline)
            return Step.Name;
        var name = Step.Name.Length > 30 ? Step.Name[..30] : Step.Name;
        return $"pipelines-{Execution.Id.Replace("-", "", StringComparison.Ordinal)[..12]}-{name}-{Guid.NewGuid().ToString("N")[..6]}";
    }

    /// <summary>Text of the arguments at a path; null where nothing is there.</summary>
    public string? Text(string path) => PropertyPath.Parse(path)!.In(Arguments) is { } node ? Expression.Text(node) : null;

    /// <summary>The edges from what a step reads to the node that reads it.</summary>
    public static IEnumerable<LineageEdge> InputEdges(IEnumerable<Source> sources, LineageNode node) =>
        sources.Select(source => new LineageEdge(source.Node, node, "input-of"));
}
