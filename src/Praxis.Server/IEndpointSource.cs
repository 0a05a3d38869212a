using Praxis.Contracts.Deploy;
using Praxis.Contracts.Foundation;

namespace Praxis.Server;

/// <summary>Where the server's endpoints come from. Safe for use by many requests at once.</summary>
public interface IEndpointSource
{
    /// <summary>Every endpoint, by name.</summary>
    IReadOnlyList<Endpoint> List();

    /// <summary>The endpoint with its model, ready to answer; null where there is none.</summary>
    ServedModel? Find(string name);

    /// <summary>Lets a model version answer under a name.</summary>
    /// <exception cref="UserException">The version is unknown or not approved.</exception>
    Endpoint Deploy(string name, string model, int? version);
}
