using Microsoft.AspNetCore.Routing;

namespace Praxis.Server;

/// <summary>The routes of a room. The guard stands before them: what changes something needs the workspace's token.</summary>
public interface IRoomApi
{
    /// <summary>Adds the routes.</summary>
    void Map(IEndpointRouteBuilder routes);
}
