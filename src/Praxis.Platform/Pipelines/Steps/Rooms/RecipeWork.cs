using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;

namespace Praxis.Platform.Pipelines.Steps.Rooms;

/// <summary>Prepares the file's rows with a recipe that travels with the model.</summary>
internal sealed class RecipeWork : RoomWork
{
    public override void Run(StepContext context, MainJobOptions options, Action<StepResult> complete, CancellationToken cancellationToken)
    {
        var workspace = context.Services.Workspace;
        var text = File.ReadAllText(workspace.Artifacts.PathOf(Whole(context, RoomFields.RecipeText)));
        var rows = new RecipeTraining(workspace).Prepare(
            text, options.RecipeName ?? "recipe.yaml", options.File, options.Reading, [new FeatureColumn(options.Text, FeatureKind.Text), .. options.MoreColumns], options.Name!, cancellationToken);
        if (rows.Parts > 1)
            throw new UserException(new Problem { Type = "recipe-splits", Found = "the recipe splits the rows, and a run holds rows out itself", Remedy = "Take the split out, or use praxis train --recipe" });
        complete(Found(rows.Train, new JsonObject { [RoomFields.Dataset] = rows.Train, [RoomFields.Recipe] = rows.RecipeArtifact }, rows.RecipeArtifact));
    }
}
