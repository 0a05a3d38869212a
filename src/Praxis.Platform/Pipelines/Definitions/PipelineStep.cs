using System.Text.Json.Nodes;

namespace Praxis.Platform.Pipelines.Definitions;

/// <summary>One step of a definition.</summary>
internal sealed record PipelineStep
{
    public required string Name { get; init; }

    public required string Type { get; init; }

    /// <summary>The whole step as it was written.</summary>
    public required JsonObject Json { get; init; }

    public JsonObject Arguments => Json[nameof(Arguments)] as JsonObject ?? [];

    public string? DisplayName { get; init; }

    public string? Description { get; init; }

    /// <summary>Steps that it waits for though it refers to none of their values.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    public CachePolicy Cache { get; init; } = CachePolicy.None;

    public IReadOnlyList<StepRetryPolicy> Retries { get; init; } = [];

    public IReadOnlyList<PropertyFile> PropertyFiles { get; init; } = [];

    /// <summary>The condition step whose branch it stands in; null for none.</summary>
    public string? Condition { get; init; }

    /// <summary>Which branch: whether it runs when the condition holds.</summary>
    public bool IsIfBranch { get; init; }

    /// <summary>Every step it waits for: those it names, those it refers to and its condition.</summary>
    public IReadOnlySet<string> WaitsFor { get; init; } = new HashSet<string>();
}
