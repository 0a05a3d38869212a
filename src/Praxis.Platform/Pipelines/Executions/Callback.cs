namespace Praxis.Platform.Pipelines.Executions;

/// <summary>A callback on record.</summary>
/// <param name="Execution">The execution whose step waits.</param>
/// <param name="Step">The step.</param>
/// <param name="IsCalled">Whether the address has been called.</param>
/// <param name="Answer">What was answered; null while nobody has.</param>
internal sealed record Callback(string Execution, string Step, bool IsCalled, CallbackResult? Answer);
