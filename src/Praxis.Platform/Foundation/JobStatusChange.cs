using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>One line of a job's history.</summary>
/// <param name="Status">The status it took.</param>
/// <param name="SecondaryStatus">The secondary status.</param>
/// <param name="Time">When.</param>
public sealed record JobStatusChange(JobStatus Status, string SecondaryStatus, DateTimeOffset Time);
