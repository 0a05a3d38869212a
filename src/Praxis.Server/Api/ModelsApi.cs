using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Register;
using Praxis.Platform.Foundation;
using Praxis.Platform.Register;
using Praxis.Server.Internals;

namespace Praxis.Server.Api;

/// <summary>The routes of models: versions, decisions, groups, aliases, cards.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class ModelsApi(Workspace workspace) : IRoomApi
{
    private readonly Models models = new(workspace);
    private readonly ModelGroups groups = new(workspace);
    private readonly ModelCards cards = new(workspace);

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var versions = routes.MapGroup("/models").WithTags("models");
        versions.MapGet("", (string? after = null, int limit = 100) => TypedResults.Ok(Paging.Of(models.List(), model => model.Id, after, limit))).WithSummary("Every model version, by name and version").Refuses(400);
        versions.MapGet("{id}", (string id) => TypedResults.Ok(models.Get(id))).WithSummary("One version: NAME, NAME:2, NAME@champion").Refuses(400, 404);
        versions.MapGet("{id}/compare/{other}", (string id, string other) => TypedResults.Ok(new VersionComparer(workspace).Compare(models.Get(id), models.Get(other)))).WithSummary("Two versions side by side, with McNemar's test on the rows that both were judged on").Refuses(400, 404);
        versions.MapPut("{id}/status", Decide).WithSummary("Approves or rejects a version; who, when and why are kept").Refuses(400, 401, 404);
        versions.MapPut("{id}/stage", (string id, ModelLifeCycle body) => TypedResults.Ok(models.SetStage(id, body))).WithSummary("Says where a version stands on its way").Refuses(400, 401, 404);
        versions.MapDelete("{id}", (string id) => TypedResults.Ok(models.Delete(id))).WithSummary("Deletes a version; restore brings it back for a day. 409 while an endpoint or an alias stands on it").Refuses(400, 401, 404, 409);
        versions.MapPost("{id}/restore", (string id) => TypedResults.Ok(models.Restore(id))).WithSummary("Brings a deleted version back").Refuses(400, 401, 404);
        versions.MapGet("{id}/card", (string id) => TypedResults.Ok(cards.Get(id))).WithSummary("What people should know before they use a version").Refuses(400, 404);
        var shelf = routes.MapGroup("/model-groups").WithTags("models");
        shelf.MapGet("", (string? after = null, int limit = 100) => TypedResults.Ok(Paging.Of(groups.List(), group => group.Name, after, limit))).WithSummary("Every model group, by name").Refuses(400);
        shelf.MapGet("{name}", (string name) => TypedResults.Ok(groups.Get(name))).WithSummary("One group").Refuses(400, 404);
        shelf.MapPut("{name}", (string name, ModelGroupChange body) => TypedResults.Ok(groups.Describe(name, body.Description, body.Tags))).WithSummary("Makes a group, or changes what is said of it").Refuses(400, 401);
        shelf.MapDelete("{name}", DeleteGroup).WithSummary("Deletes an empty group").Refuses(400, 401, 404);
        shelf.MapPut("{name}/aliases/{alias}", (string name, string alias, AliasChange body) => TypedResults.Ok(groups.SetAlias(name, alias, body.Version))).WithSummary("Lets an alias stand for a version").Refuses(400, 401, 404);
        shelf.MapDelete("{name}/aliases/{alias}", (string name, string alias) => TypedResults.Ok(groups.SetAlias(name, alias, null))).WithSummary("Takes an alias away").Refuses(400, 401, 404);
    }

    private Ok<ModelVersion> Decide(string id, Decision body)
    {
        if (body.Reason is { Length: > 1024 } || body.By is { Length: > 256 })
            throw new UserException(new Problem { Type = "too-long", Found = "the reason or the name is too long", Expected = "at most 1,024 and 256 characters" });
        return TypedResults.Ok(models.Change(id, body.Status, body.Reason ?? "decided over HTTP", body.By ?? "http"));
    }

    private NoContent DeleteGroup(string name)
    {
        groups.Delete(name);
        return TypedResults.NoContent();
    }
}
