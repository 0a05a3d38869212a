using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>A job whose owner is gone, and that is gone on with.</summary>
/// <param name="Job">The job.</param>
/// <param name="Child">Its first process, which may have ended.</param>
/// <param name="Heard">What was heard of it.</param>
internal sealed record LeftJob(Job Job, ProcessIdentity Child, JobHeard Heard);
