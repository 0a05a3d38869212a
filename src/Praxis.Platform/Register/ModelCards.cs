using System.Globalization;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Register;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Register;

/// <summary>The keeper of model cards.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class ModelCards(Workspace workspace)
{
    private const string Kind = "model-card";

    /// <summary>The newest card of a model version; the one that the version's own record makes where nobody wrote one.</summary>
    public ModelCardVersion Get(string model)
    {
        var version = new Models(workspace).Get(model);
        return workspace.Metadata.Read(reader => reader.Find(KindOf(version), version.Name)) is { } record ? RecordJson.Read<ModelCardVersion>(record.Json) : new ModelCardVersion
        {
            Model = version.Id,
            Version = 0,
            Status = ModelCardStatus.Draft,
            Content = Draft(version),
            By = Models.Automatic,
            CreatedAt = version.CreatedAt,
        };
    }

    /// <summary>Every version of a model version's card, the oldest first.</summary>
    public IReadOnlyList<ModelCardVersion> History(string model)
    {
        var version = new Models(workspace).Get(model);
        return workspace.Metadata.Read(reader => reader.List(KindOf(version), version.Name).Select(record => RecordJson.Read<ModelCardVersion>(record.Json)).ToList());
    }

    /// <summary>Writes a new version of the card, or changes the status of the newest.</summary>
    /// <param name="model"><c>NAME</c>, <c>NAME:VERSION</c> or <c>NAME@ALIAS</c>.</param>
    /// <param name="content">The new content; null leaves it, and then no new version is made.</param>
    /// <param name="status">The status; null leaves it.</param>
    /// <param name="by">Who writes.</param>
    /// <exception cref="UserException">The content has other keys than a card has, or texts beyond their limits.</exception>
    public ModelCardVersion Write(string model, string? content, ModelCardStatus? status, string by)
    {
        var card = Get(model);
        var version = new Models(workspace).Get(model);
        var text = content is null ? null : ModelCardSchema.Check(content);
        return workspace.Metadata.Write(transaction =>
        {
            var newest = transaction.Find(KindOf(version), version.Name) is { } record ? RecordJson.Read<ModelCardVersion>(record.Json) : card;
            if ((text is null || text == newest.Content) && newest.Version > 0)
                newest = newest with { Status = status ?? newest.Status };
            else
                newest = newest with { Version = newest.Version + 1, Content = text ?? newest.Content, Status = status ?? newest.Status, By = by, CreatedAt = workspace.Time.GetUtcNow() };
            transaction.Put(KindOf(version), version.Name, newest.Version, RecordJson.Write(newest));
            transaction.AddEvent("model-card-changed", version.Id, RecordJson.Write(new { newest.Version, newest.Status, by }));
            return newest;
        });
    }

    private static string KindOf(ModelVersion version) => string.Create(CultureInfo.InvariantCulture, $"{Kind}.{version.Version}");

    private static string Draft(ModelVersion version)
    {
        static string Cut(string text) => text.Length <= 1024 ? text : text[..1024];
        var card = new JsonObject
        {
            ["model_overview"] = new JsonObject
            {
                ["model_description"] = Cut(version.Description),
                ["problem_type"] = version.Task.Length > 0 ? Cut(version.Task) : version.Evaluation is { } judged ? (judged.Labels.Count > 2 ? "Multiclass Classification" : "Binary Classification") : "",
                ["algorithm_type"] = Cut(version.Algorithm),
                ["model_id"] = version.Id,
                ["model_artifact"] = new JsonArray(version.Artifact),
                ["model_name"] = version.Name,
                ["model_version"] = version.Version,
            },
            ["intended_uses"] = new JsonObject { ["risk_rating"] = "Unknown" },
            ["training_details"] = new JsonObject
            {
                ["training_job_details"] = new JsonObject
                {
                    ["training_arn"] = Cut(version.JobId.Length > 0 ? $"job/{version.JobId}" : ""),
                    ["training_datasets"] = new JsonArray(Cut(version.Dataset)),
                    ["hyper_parameters"] = new JsonArray([.. version.Settings.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (JsonNode)new JsonObject { ["name"] = Cut(pair.Key), ["value"] = Cut(pair.Value) })]),
                },
            },
        };
        if (version.Evaluation is { } evaluation)
            card["evaluation_details"] = new JsonArray(new JsonObject
            {
                ["name"] = "held-out rows",
                ["metric_groups"] = new JsonArray(new JsonObject
                {
                    ["name"] = "classification",
                    ["metric_data"] = new JsonArray(
                    [
                        .. new[] { ("accuracy", evaluation.Accuracy), ("balanced_accuracy", evaluation.BalancedAccuracy), ("f1_macro", evaluation.Macro.F1), ("log_loss", evaluation.LogLoss) }
                            .Where(figure => double.IsFinite(figure.Item2)).Select(figure => (JsonNode)new JsonObject { ["name"] = figure.Item1, ["type"] = "number", ["value"] = figure.Item2 }),
                    ]),
                }),
            });
        return ModelCardSchema.Check(card.ToJsonString());
    }
}
