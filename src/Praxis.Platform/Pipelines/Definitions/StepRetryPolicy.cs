namespace Praxis.Platform.Pipelines.Definitions;

/// <summary>How a step is tried again after failures that may pass.</summary>
/// <param name="ExceptionTypes">The failures.</param>
/// <param name="IntervalSeconds">Seconds before the first retry.</param>
/// <param name="BackoffRate">How much longer each wait is than the last.</param>
/// <param name="MaxAttempts">How often; null where <paramref name="ExpireAfterMinutes"/> limits it.</param>
/// <param name="ExpireAfterMinutes">Minutes from the step's start.</param>
internal sealed record StepRetryPolicy(IReadOnlyList<string> ExceptionTypes, double IntervalSeconds, double BackoffRate, int? MaxAttempts, double? ExpireAfterMinutes)
{
    /// <summary>For a process that somebody else killed, where the step says nothing of it: five more times, after 1, 2, 4, 8 and 16 s, as with a policy that says no numbers.</summary>
    public static readonly StepRetryPolicy OfLostProcess = new(["SageMaker.JOB_INTERNAL_ERROR"], 1, 2, 5, null);

    public static readonly string[] Known = ["Step.SERVICE_FAULT", "Step.THROTTLING", "SageMaker.JOB_INTERNAL_ERROR", "SageMaker.CAPACITY_ERROR", "SageMaker.RESOURCE_LIMIT"];

    /// <summary>How long to wait before retry <paramref name="retry"/> (from 1); null where none is left.</summary>
    public TimeSpan? Wait(int retry, TimeSpan sinceStart)
    {
        var wait = TimeSpan.FromSeconds(Math.Min(IntervalSeconds * Math.Pow(BackoffRate, retry - 1), 43_200));
        var isLeft = ExpireAfterMinutes is { } minutes ? sinceStart + wait <= TimeSpan.FromMinutes(minutes) : retry <= (MaxAttempts ?? 5);
        return isLeft ? wait : null;
    }
}
