using System.Globalization;
using System.Text.Json.Nodes;
using Praxis.Contracts.Deploy;
using Praxis.Contracts.Register;
using Praxis.Contracts.Train;
using Praxis.Platform.Evaluate;
using Praxis.Platform.Prepare.Recipes;
using Praxis.Platform.Register;

namespace Praxis.Platform.Pipelines.Steps.Rooms;

/// <summary>Registers the model with its standing; the same model from the same data with the same standing is the version that is there.</summary>
internal sealed class RegisterWork : RoomWork
{
    public override void Run(StepContext context, MainJobOptions options, Action<StepResult> complete, CancellationToken cancellationToken)
    {
        var workspace = context.Services.Workspace;
        var dataset = Dataset(context);
        var evaluation = new Evaluations(workspace).Get(Whole(context, RoomFields.Evaluation));
        var recipe = context.Text(RoomFields.Recipe);
        var samples = recipe is null ? HeldOutSamples.Of(workspace, Prepared(context), evaluation.Evaluation) : [];
        var (status, reason) = Models.Judge(evaluation.Evaluation, options.MinAccuracy);
        var models = new Models(workspace);
        var model = new ModelVersion
        {
            Name = dataset.Name,
            Version = 0,
            Algorithm = options.Algorithm,
            Artifact = Whole(context, RoomFields.Model),
            Files = recipe is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [RecipeClassifier.FileName] = recipe },
            JobId = Need(context, RoomFields.Job),
            Status = status,
            StatusReason = reason,
            Evaluation = evaluation.Evaluation,
            Dataset = dataset.Id,
            Settings = SettingsOf(options, recipe, context.Services.Trainers[options.Algorithm].Defaults),
            EvaluationArtifact = evaluation.Artifact,
            PredictionsArtifact = evaluation.PredictionsArtifact,
            SampleText = samples.Count > 0 ? InstanceJson.Text(samples[0], [new FeatureColumn(options.Text, FeatureKind.Text), .. options.MoreColumns]) : null,
            CreatedAt = workspace.Time.GetUtcNow(),
        };
        cancellationToken.ThrowIfCancellationRequested();
        complete(new StepResult([], [])
        {
            Artifacts = [model.Artifact],
            Publish = (transaction, result) =>
            {
                var before = models.Newest(model.Name);
                var version = models.Register(transaction, model);
                var own = Found($"{version.Id}, {version.Status}: {version.StatusReason}", new JsonObject { [RoomFields.Version] = version.Id, ["ModelPackageArn"] = $"praxis:model-package/{version.Name}/{version.Version}" });
                if (before is not null)
                    own.Properties[RoomFields.Before] = before.Id;
                return result with { Properties = own.Properties, Metadata = own.Metadata };
            },
        });
    }

    private static Dictionary<string, string> SettingsOf(MainJobOptions options, string? recipe, IReadOnlyDictionary<string, string> defaults)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["algorithm"] = options.Algorithm,
            ["text"] = options.Text,
            ["label"] = options.Label,
            ["label-map"] = options.LabelMap ?? "none",
            ["facet"] = options.Facet ?? "none",
            ["balance"] = options.Balance ? "down-sample" : "none",
            ["dedupe"] = options.Dedupe ? "yes" : "no",
            ["held-out"] = options.HeldOut.ToString("R", CultureInfo.InvariantCulture),
            ["seed"] = options.Seed.ToString(CultureInfo.InvariantCulture),
        };
        if (recipe is not null)
            settings["recipe"] = recipe[..16];
        if (options.MoreColumns.Count > 0)
            settings["more-columns"] = FeatureColumn.Describe(options.MoreColumns);
        foreach (var (name, value) in defaults)
            settings[name] = options.Hyperparameters.GetValueOrDefault(name, value);
        return settings;
    }
}
