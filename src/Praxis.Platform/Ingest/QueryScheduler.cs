using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Ingest;

/// <summary>Runs queries in the background, a few at a time, and keeps their rows.</summary>
/// <param name="queries">Where they are kept.</param>
/// <param name="atOnce">How many run at a time.</param>
/// <param name="onBug">Told every exception that is a bug of ours.</param>
public sealed class QueryScheduler(Queries queries, int atOnce, Action<Exception>? onBug) : IAsyncDisposable
{
    private readonly BackgroundQueue queue = new(atOnce, new Problem { Type = "too-many-queries", Found = $"{BackgroundQueue.MostWaiting} queries wait already", Remedy = "Try again when some have ended" }, onBug);

    /// <summary>Records a query and lets it run when its turn comes.</summary>
    /// <exception cref="UserException">The statement is empty or too long, or too many wait already.</exception>
    public Query Start(QueryRequest request) =>
        queue.Start(() => queries.Submit(request), (query, stop) => queries.RunAndKeep(query, request, stop), query => queries.Cancel(query.Id));

    /// <summary>Cancels what runs and waits for its end.</summary>
    public ValueTask DisposeAsync() => queue.DisposeAsync();
}
