using System.Threading.Channels;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;

namespace Praxis.Platform.Ingest;

/// <summary>Runs queries in the background, a few at a time, and keeps their rows.</summary>
public sealed class QueryScheduler : IAsyncDisposable
{
    private const int MostWaiting = 20;
    private readonly Queries queries;
    private readonly Action<Exception>? onBug;
    private readonly CancellationTokenSource ending = new();
    private readonly Channel<(Query Query, QueryRequest Request)> waiting = Channel.CreateBounded<(Query, QueryRequest)>(MostWaiting);
    private readonly Task[] workers;

    /// <summary>Starts to wait for queries.</summary>
    /// <param name="queries">Where they are kept.</param>
    /// <param name="atOnce">How many run at a time.</param>
    /// <param name="onBug">Told every exception that is a bug of ours.</param>
    public QueryScheduler(Queries queries, int atOnce, Action<Exception>? onBug)
    {
        (this.queries, this.onBug) = (queries, onBug);
        workers = [.. Enumerable.Range(0, atOnce).Select(_ => Task.Run(WorkAsync))];
    }

    /// <summary>Records a query and lets it run when its turn comes.</summary>
    /// <exception cref="UserException">The statement is empty or too long, or too many wait already.</exception>
    public Query Start(QueryRequest request)
    {
        if (waiting.Reader.Count >= MostWaiting)
            throw Full();
        var query = queries.Submit(request);
        if (waiting.Writer.TryWrite((query, request)))
            return query;
        queries.Cancel(query.Id);
        throw Full();
    }

    /// <summary>Cancels what runs and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await ending.CancelAsync();
        await Task.WhenAll(workers);
        while (waiting.Reader.TryRead(out var left))
            queries.Cancel(left.Query.Id);
        ending.Dispose();
    }

    private static UserException Full() => new(Fault.Environment, [new Problem { Type = "too-many-queries", Found = $"{MostWaiting} queries wait already", Remedy = "Try again when some have ended" }]);

    private async Task WorkAsync()
    {
        try
        {
            await foreach (var (query, request) in waiting.Reader.ReadAllAsync(ending.Token))
                Run(query, request);
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    private void Run(Query query, QueryRequest request)
    {
        try
        {
            queries.RunAndKeep(query, request, ending.Token);
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
