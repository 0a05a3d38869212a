using Praxis.Platform.Pipelines.Definitions;

namespace Praxis.Platform.Pipelines.Steps;

/// <summary>Runs steps of one type. It either completes the step in a transaction of its own, or throws.</summary>
internal abstract class StepRunner
{
    private static readonly Dictionary<string, StepRunner> Runners = new(StringComparer.Ordinal)
    {
        [StepTypes.Processing] = new ProcessingStep(),
        [StepTypes.Training] = new TrainingStep(),
        [StepTypes.Condition] = new ConditionStep(),
        [StepTypes.Fail] = new FailStep(),
        [StepTypes.Model] = new ModelStep(),
        [StepTypes.RegisterModel] = new RegisterModelStep(),
        [StepTypes.CreateEndpoint] = new CreateEndpointStep(),
        [StepTypes.Callback] = new CallbackStep(),
        [StepTypes.Room] = new RoomStep(),
        [StepTypes.Transform] = new TransformStep(),
        [StepTypes.QualityCheck] = new CheckStep(),
        [StepTypes.ClarifyCheck] = new CheckStep(),
    };

    public static StepRunner Of(string type) => Runners.TryGetValue(type, out var runner) ? runner : throw new StepFailedException($"ClientError: steps of type {type} cannot be run yet");

    /// <summary>Runs the step.</summary>
    /// <exception cref="StepFailedException">It failed.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public abstract void Run(StepContext context, CancellationToken cancellationToken);

    /// <summary>Completes a step that needs no job.</summary>
    protected static void Complete(StepContext context, StepResult result) => context.Services.Workspace.Metadata.Write(transaction => context.Complete(transaction, result));
}
