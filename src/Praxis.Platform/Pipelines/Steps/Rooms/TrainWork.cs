using System.Globalization;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Definitions;
using Praxis.Platform.Prepare;
using Praxis.Platform.Train;

namespace Praxis.Platform.Pipelines.Steps.Rooms;

/// <summary>Trains in a child process; the step is done in the transaction in which its job is.</summary>
internal sealed class TrainWork : RoomWork
{
    public override void Run(StepContext context, MainJobOptions options, Action<StepResult> complete, CancellationToken cancellationToken)
    {
        var (workspace, prepared) = (context.Services.Workspace, Prepared(context));
        var job = "";
        var request = new TrainingRequest
        {
            Name = prepared.Name,
            Algorithm = options.Algorithm,
            Hyperparameters = options.Hyperparameters,
            TrainArtifact = prepared.TrainArtifact,
            Input = new LineageNode(PreparedDatasets.Kind, prepared.Id),
            Seed = options.Seed,
            Cpus = (int?)Expression.AsNumber(context.Arguments[RoomFields.Threads]) ?? Environment.ProcessorCount,
            Began = (transaction, begun) =>
            {
                job = begun.Id;
                context.Began(transaction, begun);
            },
            Ended = (transaction, model) => context.Complete(
                transaction,
                Found($"{options.Algorithm}, job {model.Job.Id}", new JsonObject { [RoomFields.Job] = model.Job.Id, [RoomFields.Model] = model.Artifact }, [model.Artifact, .. model.Files.Values])),
        };
        try
        {
            new TrainingJobs(workspace, context.Services.Trainers, context.Services.Program).Train(request, metric => context.Services.OnDetail?.Invoke(context.Step.Name, Line(metric)), cancellationToken);
        }
        catch (UserException failed) when (job.Length > 0 && JobRunner.IsLost(workspace.Jobs.Get(job)))
        {
            throw new StepFailedException("InternalServerError: " + failed.Message, "SageMaker.JOB_INTERNAL_ERROR", failed) { IsLost = true };
        }
    }

    private static string Line(JobMetric metric) => string.Create(CultureInfo.InvariantCulture, $"step {metric.Step}, {SafeText.Line(metric.Name, 40)} {metric.Value:0.0000}");
}
