using System.Collections.Concurrent;
using Praxis.Contracts.Deploy;
using Praxis.Contracts.Register;
using Praxis.Contracts.Train;
using Praxis.Platform.Deploy;
using Praxis.Platform.Foundation;
using Praxis.Platform.Register;
using Praxis.Platform.Train;
using Praxis.Server;

namespace Praxis.Cli;

/// <summary>The workspace's endpoints, with the models that they need kept in memory.</summary>
internal sealed class WorkspaceEndpoints(Workspace workspace, Trainers trainers) : IEndpointSource
{
    private readonly Endpoints endpoints = new(workspace, trainers);
    private readonly Models models = new(workspace);
    private readonly ConcurrentDictionary<string, Lazy<(ModelVersion Version, ITextClassifier Classifier)>> loaded = new(StringComparer.Ordinal);

    public IReadOnlyList<Endpoint> List() => endpoints.List();

    public ServedModel? Find(string name)
    {
        if (endpoints.Find(name) is not { } endpoint)
            return null;
        var id = $"{endpoint.Model}:{endpoint.ModelVersion}";
        var entry = loaded.GetOrAdd(id, key => new(() => Load(key)));
        try
        {
            return new ServedModel(endpoint, entry.Value.Classifier, entry.Value.Version.SampleText);
        }
        catch
        {
            loaded.TryRemove(id, out _);
            throw;
        }
    }

    public Endpoint Deploy(string name, string model, int? version)
    {
        var endpoint = endpoints.Deploy(name, model, version);
        var used = endpoints.List().Select(one => $"{one.Model}:{one.ModelVersion}").ToHashSet(StringComparer.Ordinal);
        foreach (var id in loaded.Keys.Where(id => !used.Contains(id)))
            loaded.TryRemove(id, out _);
        return endpoint;
    }

    private (ModelVersion Version, ITextClassifier Classifier) Load(string id)
    {
        var version = models.Get(id);
        return (version, endpoints.Load(version));
    }
}
