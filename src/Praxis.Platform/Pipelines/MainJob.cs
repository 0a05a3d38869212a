using System.Globalization;
using System.Runtime.ExceptionServices;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Pipelines;
using Praxis.Platform.Pipelines.Executions;
using Praxis.Platform.Pipelines.Report;
using Praxis.Platform.Pipelines.Steps;
using Praxis.Platform.Pipelines.Steps.Rooms;

namespace Praxis.Platform.Pipelines;

/// <summary>
/// The whole way of one file, from raw rows to a registered model version: an execution of the pipeline <c>run-NAME</c> that this process owns from its first moment. Everything it makes follows
/// from the file, the options and the seed alone, so a run that was killed gives the same bytes when it is run again, or gone on with.
/// </summary>
/// <param name="services">What steps stand on.</param>
public sealed class MainJob(StepServices services)
{
    private readonly Executions.Executions executions = new(services.Workspace);
    private Exception? failure;

    /// <summary>Told what begins and what ended.</summary>
    public Action<StageProgress>? OnProgress { get; init; }

    /// <summary>Whether steps may be answered from earlier runs.</summary>
    public bool UsesCache { get; init; } = true;

    /// <summary>The execution; null until it has begun.</summary>
    public Execution? Execution { get; private set; }

    /// <summary>Runs all rooms but Deploy.</summary>
    /// <exception cref="UserException">The data or the options are at fault, the environment refused, or another process stopped it.</exception>
    /// <exception cref="OperationCanceledException">The token stopped it; the execution can be retried.</exception>
    public MainJobResult Run(MainJobOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        cancellationToken.ThrowIfCancellationRequested();
        var definition = MainJobDefinition.Of(options, options.Recipe is { } recipe ? services.Workspace.Keep(recipe) : null);
        var pipeline = new PipelineStore(services.Workspace).Upsert(MainJobDefinition.PipelineOf(options), definition, "praxis run " + SafeText.Line(Path.GetFileName(options.File), 80));
        Execution = executions.Start(new ExecutionRequest
        {
            Pipeline = pipeline.Id,
            Parameters = new Dictionary<string, string> { [RoomFields.Threads] = options.Threads.ToString(CultureInfo.InvariantCulture) },
            UsesCache = UsesCache,
            IsOwned = true,
        });
        var runner = new ExecutionRunner(services with { OnDetail = (step, line) => OnProgress?.Invoke(new StageProgress(StageOf(step), null, line)) })
        {
            OnStep = Show,
            OnFailure = error => Interlocked.CompareExchange(ref failure, error, null),
        };
        Execution = runner.RunOwn(Execution.Id, cancellationToken);
        if (Execution.Status == ExecutionStatus.Succeeded)
            return new RunReporter(services.Workspace, services.Trainers).Report(options, executions.Steps(Execution.Id));
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure is StepFailedException { InnerException: { } cause } ? cause : failure);
        cancellationToken.ThrowIfCancellationRequested();
        throw new UserException(Fault.Environment, [new Problem { Type = "run-stopped", Found = $"the execution {Execution.Id} was stopped", Remedy = $"praxis pipeline retry {Execution.Id[..13]}" }]);
    }

    /// <summary>The name of a step in the lines and the report.</summary>
    internal static string StageOf(string step) => step == RoomNames.Recipe ? StageOf(RoomNames.Prepare) : step.ToLowerInvariant();

    // Before anything is on record: what is wrong with the command alone.
    private void Check(MainJobOptions options)
    {
        if (options.LabelMap is { } map)
            Prepare.LabelMap.Parse(map);
        ColumnChoice.CheckAlgorithm(services.Trainers, options);
        var trainer = services.Trainers[options.Algorithm];
        trainer.Check(options.Hyperparameters);
        if (trainer.LearnsWithoutLabels(options.Hyperparameters))
            throw new UserException(new Problem { Type = "no-classifier", Found = "what is to be trained says no labels, and a run ends in an endpoint that does", Expected = "mode supervised", Remedy = "Train word vectors with praxis train" });
    }

    private void Show(StepExecution step)
    {
        if (step.Status == StepStatus.Executing)
            OnProgress?.Invoke(new StageProgress(StageOf(step.Name), null, ""));
        else if (step is { Status: StepStatus.Succeeded, EndedAt: { } ended })
            OnProgress?.Invoke(new StageProgress(StageOf(step.Name), ended - step.StartedAt, StepFinding.Of(step) + (step.CacheHit is null ? "" : "; kept from an earlier run (--no-cache)")));
    }
}
