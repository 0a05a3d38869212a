using Praxis.Contracts.Pipelines;
using Praxis.Platform.Deploy;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Definitions;
using Praxis.Platform.Pipelines.Executions;

namespace Praxis.Cli.Pipelines;

/// <summary>Runs an execution in this process, or watches the one that does, to its end.</summary>
internal sealed class ExecutionFollower(Workspace workspace, TextWriter error)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Follows an execution to its end.</summary>
    /// <exception cref="OperationCanceledException">Interrupted: an execution of this process is stopped and can be retried; one of another goes on.</exception>
    public async Task<Execution> FollowAsync(Execution execution, CancellationToken cancellationToken)
    {
        var executions = new Executions(workspace);
        var pipeline = new PipelineStore(workspace).Get($"{execution.Pipeline}:{execution.PipelineVersion}");
        var screen = new ExecutionScreen(executions, PipelineDefinition.Parse(pipeline.Definition), execution.Id, error, !Console.IsErrorRedirected);
        using var scheduler = new LocalScheduler(workspace, SlotLimits.Machine);
        var own = ServerPresence.Find(workspace) is null
            ? Task.Factory.StartNew(() => new ExecutionRunner(PipelineServices.Of(workspace, scheduler)).Run(execution.Id, cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            : null;
        while (true)
        {
            var isOwnDone = own?.IsCompleted == true;
            execution = executions.Get(execution.Id);
            screen.Show(execution);
            if (execution.Status is not (ExecutionStatus.Executing or ExecutionStatus.Stopping))
                break;
            if (isOwnDone)
                await own!; // tells what went wrong; where another process runs it, goes on to watch that
            if (own is null && cancellationToken.IsCancellationRequested)
                throw new OperationCanceledException(cancellationToken);
            await Task.WhenAny(own is null || isOwnDone ? Task.Delay(Look, CancellationToken.None) : own, Task.Delay(Look, CancellationToken.None));
        }

        if (own is not null)
            await own;
        if (cancellationToken.IsCancellationRequested && execution.Status == ExecutionStatus.Stopped)
        {
            error.WriteLine($"Stopped. Steps that were done are kept; praxis pipeline retry {execution.Id[..13]} goes on.");
            throw new OperationCanceledException(cancellationToken);
        }

        return execution;
    }
}
