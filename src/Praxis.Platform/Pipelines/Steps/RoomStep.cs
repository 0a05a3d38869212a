using Praxis.Contracts.Foundation;
using Praxis.Platform.Pipelines.Steps.Rooms;

namespace Praxis.Platform.Pipelines.Steps;

/// <summary>Does in this process what one room of a run does: the steps of <c>praxis run</c>.</summary>
internal sealed class RoomStep : StepRunner
{
    private static readonly Dictionary<string, RoomWork> Works = new(StringComparer.Ordinal)
    {
        [RoomNames.Recipe] = new RecipeWork(),
        [RoomNames.Ingest] = new IngestWork(),
        [RoomNames.Analyze] = new AnalyzeWork(),
        [RoomNames.Prepare] = new PrepareWork(),
        [RoomNames.Train] = new TrainWork(),
        [RoomNames.Evaluate] = new EvaluateWork(),
        [RoomNames.Register] = new RegisterWork(),
    };

    public override void Run(StepContext context, CancellationToken cancellationToken)
    {
        if (!Works.TryGetValue(context.Text(RoomFields.Room) ?? "", out var work))
            throw new StepFailedException($"ClientError: there is no room '{SafeText.Line(context.Text(RoomFields.Room), 60)}'; there are {string.Join(", ", RoomNames.All)}");
        var options = RoomOptions.Read(context.Text(RoomFields.Options));
        context.Started();
        work.Run(context, options, result => Complete(context, result), cancellationToken);
    }
}
