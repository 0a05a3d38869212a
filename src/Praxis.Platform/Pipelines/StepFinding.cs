using System.Text.Json.Nodes;
using Praxis.Contracts.Pipelines;
using Praxis.Platform.Pipelines.Definitions;
using Praxis.Platform.Pipelines.Steps.Rooms;

namespace Praxis.Platform.Pipelines;

/// <summary>What a step of a run found.</summary>
public static class StepFinding
{
    /// <summary>The sentence; null where the step says none.</summary>
    public static string? Of(StepExecution step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return step is { Type: StepTypes.Room, Metadata: { } told } ? JsonNode.Parse(told)?[RoomFields.Room]?[RoomFields.Finding]?.ToString() : null;
    }
}
