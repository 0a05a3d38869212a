namespace Praxis.Server.Api;

/// <summary>A pipeline to write.</summary>
/// <param name="Definition">The definition: YAML, or SageMaker's JSON as text.</param>
/// <param name="Description">What it is for.</param>
/// <param name="MaxParallelSteps">How many steps of an execution run at a time, 1 to 1,000; null for the machine's choice.</param>
public sealed record PipelineChange(string Definition, string? Description = null, int? MaxParallelSteps = null);
