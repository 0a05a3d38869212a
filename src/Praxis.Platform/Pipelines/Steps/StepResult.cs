using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Pipelines.Steps;

/// <summary>What a step gave.</summary>
/// <param name="Properties">Its describe answer, for others to refer to.</param>
/// <param name="Metadata">What it tells of itself.</param>
internal sealed record StepResult(JsonObject Properties, JsonObject Metadata)
{
    /// <summary>Every artifact that the result is made of.</summary>
    public IReadOnlyList<string> Artifacts { get; init; } = [];

    /// <summary>Its lineage.</summary>
    public IReadOnlyList<LineageEdge> Edges { get; init; } = [];

    /// <summary>Why the step fails though its job did what it should; null where it does not.</summary>
    public string? Failure { get; init; }

    /// <summary>More to write in the transaction that completes the step; may add to the properties and the metadata.</summary>
    public Func<IMetadataTransaction, StepResult, StepResult>? Publish { get; init; }
}
