using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Executions;
using Praxis.Platform.Pipelines.Steps;
using Praxis.Platform.Train;
using Praxis.Server.Api;
using Praxis.Testing;

namespace Praxis.Server.Tests;

/// <summary>Pipelines over HTTP, run by the server's own host.</summary>
public sealed class PipelinesApiTests : IAsyncLifetime
{
    private const string Yaml = """
        parameters: {word: hello}
        steps:
          - {name: Say, type: Processing, run: [sh, -c, "echo ${word} > $PRAXIS_OUTPUT_OUT/x"], outputs: [out]}
          - {name: Wait, type: Processing, run: [sh, -c, "test ${word} != slow || sleep 60"], depends-on: [Say]}
        """;

    private readonly ScratchFolder folder = new();
    private Workspace workspace = null!;
    private LocalScheduler scheduler = null!;
    private PipelineHost host = null!;
    private RunningServer server = null!;

    public async ValueTask InitializeAsync()
    {
        workspace = Workspace.Open(folder[".praxis"], TimeProvider.System);
        scheduler = new LocalScheduler(workspace, new SlotLimits(4, 1L << 40, 0));
        host = new PipelineHost(new StepServices(workspace, scheduler, new Trainers([]), "/bin/false", "test"));
        server = await RunningServer.StartAsync(rooms: [new PipelinesApi(workspace)]);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await host.DisposeAsync();
        scheduler.Dispose();
        workspace.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_pipeline_is_written_started_watched_and_drawn()
    {
        Assert.Equal(["Say", "Wait"], (await ChangeAsync(HttpMethod.Post, "/pipelines/validate", Body(Yaml))).AsArray().Select(name => name!.GetValue<string>()));
        Assert.Equal("talk:1", (await ChangeAsync(HttpMethod.Put, "/pipelines/talk", Body(Yaml)))["id"]!.GetValue<string>());
        Assert.Equal("talk:1", (await ChangeAsync(HttpMethod.Put, "/pipelines/talk", Body(Yaml)))["id"]!.GetValue<string>());
        var execution = await ChangeAsync(HttpMethod.Post, "/pipelines/talk/executions", """{"parameters":{"word":"bye"},"clientRequestToken":"t"}""");
        var id = execution["id"]!.GetValue<string>();
        Assert.Equal(id, (await ChangeAsync(HttpMethod.Post, "/pipelines/talk/executions", """{"clientRequestToken":"t"}"""))["id"]!.GetValue<string>());
        var (status, events, type) = await server.SendAsync(HttpMethod.Get, $"/executions/{id}/events");
        Assert.Equal((200, "text/event-stream"), (status, type));
        Assert.Contains("\"name\":\"Wait\"", events);
        Assert.Contains("\"status\":\"Succeeded\"", events.Split("event: progress")[^1]);
        Assert.Equal(["Wait", "Say"], (await GetAsync($"/executions/{id}/steps")).AsArray().Select(step => step!["name"]!.GetValue<string>()));
        Assert.Equal("bye", (await GetAsync($"/executions/{id}"))["parameters"]!["word"]!.GetValue<string>());
        Assert.StartsWith("<svg", (await server.SendAsync(HttpMethod.Get, $"/executions/{id}/graph")).Body);
        Assert.StartsWith("flowchart LR", (await server.SendAsync(HttpMethod.Get, "/pipelines/talk/graph?format=mermaid")).Body);
        Assert.Single((await GetAsync("/executions?pipeline=talk&limit=1"))["items"]!.AsArray());
    }

    [Fact]
    public async Task An_execution_is_stopped_and_mistakes_are_problems()
    {
        await ChangeAsync(HttpMethod.Put, "/pipelines/talk", Body(Yaml));
        var id = (await ChangeAsync(HttpMethod.Post, "/pipelines/talk/executions", """{"parameters":{"word":"slow"}}"""))["id"]!.GetValue<string>();
        for (var i = 0; i < 200 && (await GetAsync($"/executions/{id}/steps")).AsArray().Count < 2; i++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        await ChangeAsync(HttpMethod.Post, $"/executions/{id}/stop", "");
        Assert.Contains("\"status\":\"Stopped\"", (await server.SendAsync(HttpMethod.Get, $"/executions/{id}/events")).Body);
        Assert.Equal(400, (await SendAsync(HttpMethod.Post, $"/executions/{id}/stop", "")).Status);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Get, "/executions/nothing")).Status);
        var (status, body) = await SendAsync(HttpMethod.Put, "/pipelines/bad", Body("steps:\n  - {name: A, type: Nonsense}"));
        Assert.Equal(400, status);
        Assert.Contains("urn:praxis:invalid-pipeline", body);
        Assert.Equal(400, (await SendAsync(HttpMethod.Put, "/pipelines/..%2fx", Body(Yaml))).Status);
        Assert.Equal(400, (await SendAsync(HttpMethod.Post, "/executions/callbacks/none", "{}")).Status);
        Assert.Equal(400, (await server.SendAsync(HttpMethod.Get, "/executions?limit=100000")).Status);
    }

    [Fact]
    public async Task Every_route_that_changes_something_asks_for_the_token_and_is_described()
    {
        foreach (var route in server.Server.Routes)
            foreach (var method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Where(method => method is not "GET") ?? [])
                if (route.RoutePattern.RawText!.Contains("pipeline", StringComparison.Ordinal) || route.RoutePattern.RawText.Contains("execution", StringComparison.Ordinal))
                    Assert.Equal(401, (await server.SendAsync(new HttpMethod(method), route.RoutePattern.RawText.Replace("{id}", "x").Replace("{name}", "x").Replace("{token}", "x"), "{}")).Status);
        Golden.Matches("openapi-pipelines.json", JsonNode.Parse((await server.SendAsync(HttpMethod.Get, "/openapi.json")).Body)!.ToJsonString(new() { WriteIndented = true }) + "\n");
    }

    private static string Body(string definition) => new JsonObject { ["definition"] = definition }.ToJsonString();

    private async Task<JsonNode> GetAsync(string path) => JsonNode.Parse((await server.SendAsync(HttpMethod.Get, path)).Body)!;

    private async Task<JsonNode> ChangeAsync(HttpMethod method, string path, string body)
    {
        var (status, answer) = await SendAsync(method, path, body);
        Assert.True(status is >= 200 and < 300, answer);
        return JsonNode.Parse(answer)!;
    }

    private async Task<(int Status, string Body)> SendAsync(HttpMethod method, string path, string body)
    {
        var (status, answer, _) = await server.SendAsync(method, path, body, change: request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", RunningServer.Token));
        return (status, answer);
    }
}
