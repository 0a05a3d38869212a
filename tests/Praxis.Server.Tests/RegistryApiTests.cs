using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Praxis.Contracts.Deploy;
using Praxis.Contracts.Experiments;
using Praxis.Contracts.Register;
using Praxis.Platform.Foundation;
using Praxis.Platform.Foundation.Tracking;
using Praxis.Platform.Register;
using Praxis.Server.Api;
using Praxis.Testing;

namespace Praxis.Server.Tests;

/// <summary>Models, experiments and lineage over HTTP, on a real workspace.</summary>
public sealed class RegistryApiTests : IAsyncLifetime
{
    private readonly ScratchFolder folder = new();
    private Workspace workspace = null!;
    private RunningServer server = null!;

    public async ValueTask InitializeAsync()
    {
        workspace = Workspace.Open(folder[".praxis"], TimeProvider.System);
        foreach (var bytes in (string[])["one", "two"])
            new Models(workspace).Register(new ModelVersion
            {
                Name = "reviews",
                Version = 0,
                Algorithm = "logistic",
                Artifact = workspace.Artifacts.Add(folder.Write(bytes, bytes)),
                JobId = "",
                Status = ModelStatus.PendingManualApproval,
                StatusReason = "not yet",
                Evaluation = null,
                Dataset = "reviews:1",
                Settings = new Dictionary<string, string>(),
                EvaluationArtifact = "",
                PredictionsArtifact = "",
                CreatedAt = DateTimeOffset.UnixEpoch,
            });
        server = await RunningServer.StartAsync(rooms: [new ModelsApi(workspace), new ExperimentsApi(workspace), new LineageApi(workspace)]);
    }

    [Fact]
    public async Task A_version_is_approved_named_and_compared()
    {
        Assert.Equal("reviews:1", (await GetAsync("/models?limit=1"))["items"]![0]!["id"]!.GetValue<string>());
        var decided = await ChangeAsync(HttpMethod.Put, "/models/reviews:2/status", """{"status":"Approved","reason":"good enough","by":"ann"}""");
        Assert.Equal("ann", decided["approvals"]![1]!["by"]!.GetValue<string>());
        Assert.Equal(400, (await SendAsync(HttpMethod.Put, "/models/reviews:2/status", """{"status":"PendingManualApproval"}""")).Status);
        await ChangeAsync(HttpMethod.Put, "/model-groups/reviews/aliases/champion", """{"version":2}""");
        Assert.Equal("reviews:2", (await GetAsync("/models/reviews@champion"))["id"]!.GetValue<string>());
        Assert.Equal("Approved", (await GetAsync("/models/reviews:1/compare/reviews@champion"))["differences"]!.AsArray().Single(one => one!["name"]!.GetValue<string>() == "status")!["second"]!.GetValue<string>());
        await ChangeAsync(HttpMethod.Put, "/models/reviews:2/stage", """{"stage":"production"}""");
        await ChangeAsync(HttpMethod.Put, "/model-groups/reviews", """{"description":"sentiment","tags":{"team":"nlp"}}""");
        Assert.Equal("sentiment", (await GetAsync("/model-groups/reviews"))["description"]!.GetValue<string>());
        Assert.Contains("logistic", (await GetAsync("/models/reviews:1/card"))["content"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_is_refused_while_it_is_used_and_taken_back_within_a_day()
    {
        workspace.Metadata.Write(transaction => transaction.Put("endpoint", "live", 1, RecordJson.Write(new Endpoint { Name = "live", Model = "reviews", ModelVersion = 1, Status = EndpointStatus.InService, UpdatedAt = DateTimeOffset.UnixEpoch })));
        var (status, body, _) = await SendAsync(HttpMethod.Delete, "/models/reviews:1", null);
        Assert.Equal(409, status);
        Assert.Contains("the endpoint live", body, StringComparison.Ordinal);
        await ChangeAsync(HttpMethod.Delete, "/models/reviews:2", null);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Get, "/models/reviews:2")).Status);
        await ChangeAsync(HttpMethod.Post, "/models/reviews:2/restore", null);
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, "/models/reviews:2")).Status);
        Assert.Equal(400, (await SendAsync(HttpMethod.Delete, "/model-groups/reviews", null)).Status);
    }

    [Fact]
    public async Task Runs_are_listed_by_their_smallest_value_and_lineage_is_asked()
    {
        var (experiments, runs) = (new Experiments(workspace), new ExperimentRuns(workspace));
        var experiment = experiments.Create("sentiment / reviews");
        foreach (var (name, values) in new[] { ("a", new[] { 0.9, 0.1, 0.5 }), ("b", [0.8, 0.3, 0.2]), ("c", [double.NaN]) })
            runs.Log(runs.Create(experiment.Id, new NewRun { Name = name }).Id, new RunBatch { Metrics = [.. values.Select((value, i) => new MetricPoint("loss", value, i, i))] });
        var address = $"/experiments/{experiment.Id}/runs?order={Uri.EscapeDataString("min(metrics.loss)")}&limit=2";
        var page = await GetAsync(address);
        Assert.Equal(["a", "b"], page["runs"]!.AsArray().Select(run => run!["name"]!.GetValue<string>()));
        page = await GetAsync(address + "&after=" + Uri.EscapeDataString(page["next"]!.GetValue<string>()));
        Assert.Equal("NaN", page["runs"]![0]!["metrics"]![0]!["last"]!.GetValue<string>());
        Assert.Equal(["b"], (await GetAsync($"/experiments/{experiment.Id}/runs?filter={Uri.EscapeDataString("metrics.loss < 0.3")}"))["runs"]!.AsArray().Select(run => run!["name"]!.GetValue<string>()));
        var id = page["runs"]![0]!["id"]!.GetValue<string>();
        Assert.Single((await GetAsync($"/runs/{id}/metrics?key=loss"))["items"]!.AsArray());
        await ChangeAsync(HttpMethod.Delete, $"/runs/{id}", null);
        await ChangeAsync(HttpMethod.Post, $"/runs/{id}/restore", null);
        var lineage = await GetAsync("/lineage?from=reviews:1&direction=Ascendants");
        Assert.Equal("Artifact", lineage["vertices"]![0]!["type"]!.GetValue<string>());
        Assert.Equal("ContributedTo", lineage["edges"]![0]!["associationType"]!.GetValue<string>());
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Get, "/lineage?from=absent")).Status);
        Assert.Equal(400, (await server.SendAsync(HttpMethod.Get, "/lineage?from=reviews:1&depth=0")).Status);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Get, "/experiments/absent/runs")).Status);
        Assert.Equal(400, (await server.SendAsync(HttpMethod.Get, $"/experiments/{experiment.Id}/runs?order=json")).Status);
    }

    [Fact]
    public async Task Every_route_that_changes_something_needs_the_token()
    {
        var changing = server.Server.Routes.Where(route => route.RoutePattern.RawText is { } path && (path.StartsWith("/model", StringComparison.Ordinal) || path.StartsWith("/experiments", StringComparison.Ordinal) || path.StartsWith("/runs", StringComparison.Ordinal)))
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => (Method: method, Route: route.RoutePattern.RawText!)))
            .Where(route => route.Method is not ("GET" or "HEAD")).ToList();
        Assert.Equal(12, changing.Count);
        foreach (var (method, route) in changing)
            foreach (var authorization in (string?[])[null, "Bearer wrong", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("ann:" + RunningServer.Token))])
                Assert.Equal(401, (await server.SendAsync(new HttpMethod(method), route.Replace("{id}", "reviews:1", StringComparison.Ordinal).Replace("{name}", "reviews", StringComparison.Ordinal).Replace("{alias}", "champion", StringComparison.Ordinal), "{}", change: request =>
                {
                    if (authorization is not null)
                        request.Headers.TryAddWithoutValidation("Authorization", authorization);
                })).Status);
        Assert.Equal(2, new Models(workspace).List().Count);
    }

    [Theory]
    [InlineData("..%2f..%2fetc")]
    [InlineData("..%5c..%5c")]
    [InlineData("%252e%252e%252f")]
    [InlineData("....%2f%2f")]
    [InlineData("%2fetc%2fpasswd")]
    [InlineData("c:%5cwindows")]
    [InlineData("file:%2f%2f%2fetc")]
    [InlineData("a%23%2f..%2f..%2fx")]
    [InlineData("reviews%00")]
    [InlineData("reviews.")]
    [InlineData("reviews%20")]
    [InlineData("con:")]
    [InlineData("r%D0%B5views")]
    public async Task Names_that_climb_or_deceive_are_refused(string name)
    {
        foreach (var (method, path) in new[]
        {
            ("GET", $"/models/{name}"), ("PUT", $"/models/{name}/status"), ("DELETE", $"/models/{name}"), ("POST", $"/models/{name}/restore"), ("PUT", $"/model-groups/{name}"), ("DELETE", $"/model-groups/{name}"), ("PUT", $"/model-groups/reviews/aliases/{name}"),
            ("GET", $"/runs/{name}"), ("DELETE", $"/runs/{name}"), ("GET", $"/experiments/{name}/runs"), ("DELETE", $"/experiments/{name}"), ("GET", $"/lineage?from={name}"),
        })
        {
            const string Body = """{"status":"Approved","version":1}""";
            var answer = await server.RawAsync($"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {RunningServer.Token}\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}");

            // What a lineage has never met it answers with nothing.
            Assert.True(answer.StartsWith("HTTP/1.1 400", StringComparison.Ordinal) || answer.StartsWith("HTTP/1.1 404", StringComparison.Ordinal) || (path.StartsWith("/lineage", StringComparison.Ordinal) && answer.Contains("\"vertices\":[]", StringComparison.Ordinal)), $"{method} {path}: {answer}");
        }

        Assert.Equal(["reviews"], new ModelGroups(workspace).List().Select(group => group.Name));
        Assert.Empty(server.Bugs);
    }

    [Fact]
    public async Task The_document_of_the_routes_is_the_reviewed_one() =>
        Golden.Matches("openapi-registry.json", JsonNode.Parse((await server.SendAsync(HttpMethod.Get, "/openapi.json")).Body)!.ToJsonString(new() { WriteIndented = true }) + "\n");

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        workspace.Dispose();
        folder.Dispose();
    }

    private async Task<JsonNode> GetAsync(string path)
    {
        var (status, body, _) = await server.SendAsync(HttpMethod.Get, path);
        Assert.True(status == 200, $"{path}: {status} {body}");
        return JsonNode.Parse(body)!;
    }

    private async Task<JsonNode> ChangeAsync(HttpMethod method, string path, string? body)
    {
        var (status, answer, _) = await SendAsync(method, path, body);
        Assert.True(status == 200, $"{path}: {status} {answer}");
        return JsonNode.Parse(answer)!;
    }

    private Task<(int Status, string Body, string? Type)> SendAsync(HttpMethod method, string path, string? body) =>
        server.SendAsync(method, path, body, change: request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", RunningServer.Token));
}
