using System.Threading.Channels;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>Runs in the background, a few at a time, what was put on record before; the record tells how each ended.</summary>
internal sealed class BackgroundQueue : IAsyncDisposable
{
    /// <summary>How many may wait.</summary>
    public const int MostWaiting = 20;

    private readonly Action<Exception>? onBug;
    private readonly Problem full;
    private readonly CancellationTokenSource ending = new();
    private readonly Channel<(Action<CancellationToken> Run, Action Cancel)> waiting = Channel.CreateBounded<(Action<CancellationToken>, Action)>(MostWaiting);
    private readonly Task[] workers;

    /// <summary>Starts to wait.</summary>
    /// <param name="atOnce">How many run at a time.</param>
    /// <param name="full">What is told when too many wait.</param>
    /// <param name="onBug">Told every exception that is a bug of ours.</param>
    public BackgroundQueue(int atOnce, Problem full, Action<Exception>? onBug)
    {
        (this.full, this.onBug) = (full, onBug);
        workers = [.. Enumerable.Range(0, atOnce).Select(_ => Task.Run(WorkAsync))];
    }

    /// <summary>Puts something on record and lets it run when its turn comes.</summary>
    /// <param name="submit">Puts it on record.</param>
    /// <param name="run">Runs what was put on record.</param>
    /// <param name="cancel">Writes that it will not run.</param>
    /// <exception cref="UserException">Too many wait already, or it cannot be put on record.</exception>
    public T Start<T>(Func<T> submit, Action<T, CancellationToken> run, Action<T> cancel)
    {
        if (waiting.Reader.Count >= MostWaiting)
            throw Full();
        var record = submit();
        if (waiting.Writer.TryWrite((stop => run(record, stop), () => cancel(record))))
            return record;
        cancel(record);
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

    private UserException Full() => new(Fault.Environment, [full]);

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
