using Praxis.Contracts.Deploy;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Register;
using Praxis.Contracts.Train;
using Praxis.Platform.Foundation;
using Praxis.Platform.Prepare.Recipes;
using Praxis.Platform.Register;
using Praxis.Platform.Train;

namespace Praxis.Platform.Deploy;

/// <summary>The keeper of endpoints.</summary>
/// <param name="workspace">The workspace.</param>
/// <param name="trainers">The algorithms that read models.</param>
public sealed class Endpoints(Workspace workspace, Trainers trainers)
{
    /// <summary>The kind of the records and lineage nodes.</summary>
    public const string Kind = "endpoint";

    private readonly Models models = new(workspace);

    /// <summary>Lets a model version answer under a name. It is read whole before anything changes.</summary>
    /// <exception cref="UserException">The version is unknown or not approved, or its bytes are damaged.</exception>
    public Endpoint Deploy(string name, string model, int? version)
    {
        ResourceName.Check(name, Kind);
        var chosen = models.Get(version is { } number ? $"{model}:{number}" : model);
        if (chosen.Status != ModelStatus.Approved)
            throw new UserException(new Problem
            {
                Type = "model-not-approved",
                Found = $"{chosen.Id} is {chosen.Status} ({SafeText.Line(chosen.StatusReason, 200)})",
                Expected = "an approved version",
                Remedy = $"praxis models approve {chosen.Id}",
            });
        Load(chosen);
        return workspace.Metadata.Write(transaction =>
        {
            var endpoint = new Endpoint { Name = name, Model = chosen.Name, ModelVersion = chosen.Version, Status = EndpointStatus.InService, UpdatedAt = workspace.Time.GetUtcNow() };
            transaction.Put(Kind, name, 1, RecordJson.Write(endpoint));
            transaction.AddEdge(new LineageEdge(new LineageNode(Models.Kind, chosen.Id), new LineageNode(Kind, name), "deployed-as"));
            transaction.AddEvent("endpoint-changed", name, RecordJson.Write(endpoint));
            return endpoint;
        });
    }

    /// <summary>Every endpoint, by name.</summary>
    public IReadOnlyList<Endpoint> List() =>
        workspace.Metadata.Read(reader => reader.List(Kind).Select(record => RecordJson.Read<Endpoint>(record.Json)).ToList());

    /// <summary>The endpoint; null where there is none.</summary>
    public Endpoint? Find(string name) =>
        workspace.Metadata.Read(reader => reader.Find(Kind, name) is { } record ? RecordJson.Read<Endpoint>(record.Json) : null);

    /// <summary>Says of every endpoint whether it answers; called when the workspace's server starts and ends.</summary>
    public void Mark(EndpointStatus status) => workspace.Metadata.Write(transaction =>
    {
        foreach (var record in transaction.List(Kind))
        {
            var endpoint = RecordJson.Read<Endpoint>(record.Json);
            if (endpoint.Status == status)
                continue;
            endpoint = endpoint with { Status = status, UpdatedAt = workspace.Time.GetUtcNow() };
            transaction.Put(Kind, endpoint.Name, 1, RecordJson.Write(endpoint));
            transaction.AddEvent("endpoint-changed", endpoint.Name, RecordJson.Write(endpoint));
        }
    });

    /// <summary>Reads a model version, its bytes checked against their hash first. Where a recipe travels with it, raw rows go in and the recipe's steps stand before the model.</summary>
    /// <exception cref="UserException">The bytes are missing or damaged.</exception>
    public ITextClassifier Load(ModelVersion model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Demand(model, model.Artifact);
        using var stream = workspace.Artifacts.OpenRead(model.Artifact);
        var classifier = trainers[model.Algorithm].Load(stream);
        if (!model.Files.TryGetValue(RecipeClassifier.FileName, out var recipe))
            return classifier;
        Demand(model, recipe);

        // A model of one text does not know what its column was called.
        var columns = classifier.Columns.Count == 1 && model.Settings.TryGetValue("text", out var text) ? [new FeatureColumn(text, FeatureKind.Text)] : classifier.Columns;
        return RecipeClassifier.Of(classifier, columns, FittedRecipe.Read(File.ReadAllText(workspace.Artifacts.PathOf(recipe))));
    }

    private void Demand(ModelVersion model, string artifact)
    {
        if (!workspace.Artifacts.Verify(artifact))
            throw new UserException(
                Fault.Environment,
                [new Problem { Type = "damaged-artifact", Found = $"the bytes of {model.Id} are missing or damaged", Where = $"artifact {artifact}", Remedy = "Run the same training again: the same data, settings and seed give the same bytes" }]);
    }
}
