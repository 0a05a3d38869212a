using DuckDB.NET.Data;

namespace Praxis.Data;

/// <summary>
/// Ends what a connection does when a token is cancelled. The database forgets an interruption that comes before it has begun, so it is interrupted again and again until this is disposed.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(50);
    private readonly DuckDBCommand command;
    private readonly CancellationTokenRegistration registration;
    private readonly Lock gate = new();
    private Timer? timer;
    private bool isDisposed;

    /// <summary>Begins to watch.</summary>
    /// <param name="command">A command of the connection; disposed after this.</param>
    /// <param name="cancellation">The token.</param>
    public Interruption(DuckDBCommand command, CancellationToken cancellation)
    {
        this.command = command;
        registration = cancellation.Register(Begin);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        registration.Dispose();
        lock (gate)
        {
            isDisposed = true;
            timer?.Dispose();
        }
    }

    private void Begin()
    {
        lock (gate)
            if (!isDisposed)
                timer ??= new Timer(_ => Interrupt(), null, TimeSpan.Zero, Again);
    }

    private void Interrupt()
    {
        lock (gate)
            if (!isDisposed)
                command.Cancel();
    }
}
