using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>Decides when and where jobs run. What stands on it knows neither, so that a cluster can take its place.</summary>
public interface IJobScheduler
{
    /// <summary>Puts a job into the queue, runs it when its turn has come and its slots are free, and returns it at its end; a failed job is returned, not thrown. Blocks meanwhile.</summary>
    /// <param name="ticket">What to run.</param>
    /// <param name="cancellationToken">Takes the job out of the queue, or stops it.</param>
    Job Run(JobTicket ticket, CancellationToken cancellationToken);
}
