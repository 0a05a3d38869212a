namespace Praxis.Platform.Pipelines.Steps;

/// <summary>A step failed.</summary>
/// <param name="message">Why, for people.</param>
/// <param name="kind">The kind that a retry policy can name, such as <c>SageMaker.JOB_INTERNAL_ERROR</c>; null where another try would fail again.</param>
/// <param name="cause">What it came of; null where there is no more to tell.</param>
internal sealed class StepFailedException(string message, string? kind = null, Exception? cause = null) : Exception(message, cause)
{
    public string? Kind => kind;

    /// <summary>Whether its process was killed by somebody else while it worked; it is run again also where no policy says so.</summary>
    public bool IsLost { get; init; }

    /// <summary>What the step gave all the same, such as a report of what is wrong; null for nothing.</summary>
    public StepResult? Result { get; init; }
}
