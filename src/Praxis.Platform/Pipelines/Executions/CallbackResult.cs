namespace Praxis.Platform.Pipelines.Executions;

/// <summary>What somebody answered a callback.</summary>
/// <param name="Outputs">Values of output parameters, as text.</param>
/// <param name="FailureReason">Why it failed; null where it did not.</param>
internal sealed record CallbackResult(IReadOnlyDictionary<string, string> Outputs, string? FailureReason);
