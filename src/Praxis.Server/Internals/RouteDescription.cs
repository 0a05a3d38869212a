using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Praxis.Server.Internals;

/// <summary>Says of a route what its OpenAPI document cannot see.</summary>
internal static class RouteDescription
{
    /// <summary>The statuses with which it refuses, all as problems.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses)
            route.Produces<ProblemAnswer>(status, "application/problem+json");
        return route;
    }
}
