namespace Praxis.Server.Api;

/// <summary>What to start an execution with.</summary>
/// <param name="Parameters">Values of parameters, as text; the others have their defaults.</param>
/// <param name="DisplayName">What to call it.</param>
/// <param name="ClientRequestToken">Starting twice with one token is one execution.</param>
/// <param name="MaxParallelSteps">How many steps run at a time, 1 to 1,000.</param>
/// <param name="UsesCache">Whether steps may be answered from earlier runs.</param>
/// <param name="SelectedSteps">The only steps to run; none or null for all.</param>
/// <param name="SourceExecution">The execution that answers for the others.</param>
/// <param name="Priority">Jobs of executions with a greater one go first, -100 to 100.</param>
public sealed record ExecutionStart(
    IReadOnlyDictionary<string, string>? Parameters = null, string? DisplayName = null, string? ClientRequestToken = null, int? MaxParallelSteps = null, bool UsesCache = true,
    IReadOnlyList<string>? SelectedSteps = null, string? SourceExecution = null, int Priority = 0);
