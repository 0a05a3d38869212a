namespace Praxis.Platform.Pipelines.Steps;

/// <summary>A step failed.</summary>
/// <param name="message">Why, for people.</param>
/// <param name="kind">The kind that a retry policy can name, such as <c>SageMaker.JOB_INTERNAL_ERROR</c>; null where another try would fail again.</param>
internal sealed class StepFailedException(string message, string? kind = null) : Exception(message)
{
    public string? Kind => kind;

    /// <summary>What the step gave all the same, such as a report of what is wrong; null for nothing.</summary>
    public StepResult? Result { get; init; }
}
