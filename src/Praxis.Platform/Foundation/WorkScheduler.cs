using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>Runs works on record in the background, a few at a time.</summary>
/// <param name="atOnce">How many run at a time.</param>
/// <param name="onBug">Told every exception that is a bug of ours.</param>
public sealed class WorkScheduler(int atOnce, Action<Exception>? onBug) : IAsyncDisposable
{
    private readonly BackgroundQueue queue = new(atOnce, new Problem { Type = "too-much-work", Found = $"{BackgroundQueue.MostWaiting} works wait already", Remedy = "Try again when some have ended" }, onBug);

    /// <summary>Records a work and lets it run when its turn comes.</summary>
    /// <param name="records">Its keeper.</param>
    /// <param name="submit">Records it.</param>
    /// <param name="run">Runs what was recorded.</param>
    /// <exception cref="UserException">Too many wait already, or it cannot be recorded.</exception>
    public WorkRecord Start(WorkRecords records, Func<WorkRecord> submit, Action<WorkRecord, CancellationToken> run)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(submit);
        return queue.Start(submit, run, record => records.Stop(record.Id));
    }

    /// <summary>Stops what runs and waits for its end.</summary>
    public ValueTask DisposeAsync() => queue.DisposeAsync();
}
