using System.Collections.Concurrent;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Pipelines.Steps;

namespace Praxis.Platform.Pipelines.Executions;

/// <summary>Starts what is scheduled, and takes up every execution that nobody runs: those just started, and those whose process is gone. A part of the server.</summary>
public sealed class PipelineHost : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentDictionary<string, Task> running = new(StringComparer.Ordinal);
    private readonly StepServices services;
    private readonly Task looking;

    /// <summary>Begins to look.</summary>
    public PipelineHost(StepServices services)
    {
        this.services = services;
        looking = Task.Run(LookAsync);
    }

    /// <summary>Lets go of what runs: its jobs end, and whoever comes next goes on with it.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await looking;
        await Task.WhenAll(running.Values);
        ending.Dispose();
    }

    private async Task LookAsync()
    {
        var executions = new Executions(services.Workspace);
        var runner = new ExecutionRunner(services) { LetsGo = true };
        var schedules = new PipelineSchedules(services.Workspace);
        var told = "";
        while (!ending.IsCancellationRequested)
        {
            try
            {
                runner.ReleaseLeft();
                schedules.StartDue();
                var orphans = executions.Orphans().Where(id => !running.ContainsKey(id)).ToList();

                // First what their process left running and took of the slots.
                if (orphans.Count > 0)
                    services.Workspace.Jobs.TakeOver();
                foreach (var id in orphans)
                    running[id] = Task.Factory.StartNew(() => Run(runner, id), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }
            catch (UserException)
            {
                // The disk or the database refuses for now; the next look may have more luck.
            }
            catch (Exception error)
            {
                // One record that cannot be read must not end what is done for all others; told once.
                if (told != error.Message)
                    services.OnBug?.Invoke(error);
                told = error.Message;
            }

            await Task.Delay(Look, ending.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private void Run(ExecutionRunner runner, string id)
    {
        try
        {
            runner.Run(id, ending.Token);
        }
        catch (Exception error) when (error is UserException or OperationCanceledException)
        {
            // It stays on record as it is, and is taken up again.
        }
        catch (Exception error)
        {
            services.OnBug?.Invoke(error);
        }
        finally
        {
            running.TryRemove(id, out _);
        }
    }
}
