using Praxis.Contracts.Pipelines;

namespace Praxis.Server.Api;

/// <summary>What changed in an execution.</summary>
/// <param name="Execution">How it stands.</param>
/// <param name="Steps">The steps that changed since the last time.</param>
public sealed record ExecutionProgress(Execution Execution, IReadOnlyList<StepExecution> Steps);
