namespace Praxis.Server.Api;

/// <summary>What became of a callback: its outputs, or why it failed.</summary>
/// <param name="Outputs">Values of the step's output parameters, as text.</param>
/// <param name="FailureReason">Why it failed; null where it did not.</param>
public sealed record CallbackAnswer(IReadOnlyDictionary<string, string>? Outputs = null, string? FailureReason = null);
