using System.Threading.Channels;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>Runs works on record in the background, a few at a time.</summary>
public sealed class WorkScheduler : IAsyncDisposable
{
    private const int MostWaiting = 20;
    private readonly Action<Exception>? onBug;
    private readonly CancellationTokenSource ending = new();
    private readonly Channel<(Action<CancellationToken> Run, Action Cancel)> waiting = Channel.CreateBounded<(Action<CancellationToken>, Action)>(MostWaiting);
    private readonly Task[] workers;

    /// <summary>Starts to wait for works.</summary>
    /// <param name="atOnce">How many run at a time.</param>
    /// <param name="onBug">Told every exception that is a bug of ours.</param>
    public WorkScheduler(int atOnce, Action<Exception>? onBug)
    {
        this.onBug = onBug;
        workers = [.. Enumerable.Range(0, atOnce).Select(_ => Task.Run(WorkAsync))];
    }

    /// <summary>Records a work and lets it run when its turn comes.</summary>
    /// <param name="records">Its keeper.</param>
    /// <param name="submit">Records it.</param>
    /// <param name="run">Runs what was recorded.</param>
    /// <exception cref="UserException">Too many wait already, or it cannot be recorded.</exception>
    public WorkRecord Start(WorkRecords records, Func<WorkRecord> submit, Action<WorkRecord, CancellationToken> run)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(submit);
        if (waiting.Reader.Count >= MostWaiting)
            throw Full();
        var record = submit();
        if (waiting.Writer.TryWrite((stop => run(record, stop), () => records.Stop(record.Id))))
            return record;
        records.Stop(record.Id);
        throw Full();
    }

    /// <summary>Stops what runs and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await ending.CancelAsync();
        await Task.WhenAll(workers);
        while (waiting.Reader.TryRead(out var left))
            left.Cancel();
        ending.Dispose();
    }

    private static UserException Full() => new(Fault.Environment, [new Problem { Type = "too-much-work", Found = $"{MostWaiting} works wait already", Remedy = "Try again when some have ended" }]);

    private async Task WorkAsync()
    {
        try
        {
            await foreach (var (run, _) in waiting.Reader.ReadAllAsync(ending.Token))
                Run(run);
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    private void Run(Action<CancellationToken> run)
    {
        try
        {
            run(ending.Token);
        }
        catch (Exception error) when (error is UserException or OperationCanceledException)
        {
            // The record says it.
        }
        catch (Exception error)
        {
            onBug?.Invoke(error);
        }
    }
}
