using System.Text.Json.Nodes;
using Praxis.Platform.Evaluate;
using Praxis.Platform.Train;

namespace Praxis.Platform.Pipelines.Steps.Rooms;

/// <summary>Judges the model by the rows held out.</summary>
internal sealed class EvaluateWork : RoomWork
{
    public override void Run(StepContext context, MainJobOptions options, Action<StepResult> complete, CancellationToken cancellationToken)
    {
        var (workspace, prepared) = (context.Services.Workspace, Prepared(context));
        foreach (var rows in (string[])[prepared.TrainArtifact, prepared.HeldOutArtifact])
            workspace.RequireWhole(rows, prepared.Id);
        var model = new TrainedModel(workspace.Jobs.Get(Need(context, RoomFields.Job)), Whole(context, RoomFields.Model));
        using var stream = workspace.Artifacts.OpenRead(model.Artifact);
        var result = new Evaluations(workspace).Evaluate(model, context.Services.Trainers[options.Algorithm].Load(stream), prepared, cancellationToken);
        complete(Found(
            $"balanced accuracy {F(result.Evaluation.BalancedAccuracy)}, macro F1 {F(result.Evaluation.Macro.F1)}, accuracy {F(result.Evaluation.Accuracy)}",
            new JsonObject { [RoomFields.Evaluation] = result.Artifact }, result.Artifact, result.PredictionsArtifact));
    }
}
