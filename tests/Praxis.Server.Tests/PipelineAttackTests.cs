using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Praxis.Platform.Foundation;
using Praxis.Platform.Foundation.Tracking;
using Praxis.Platform.Ingest;
using Praxis.Platform.Pipelines.Definitions;
using Praxis.Platform.Pipelines.Executions;
using Praxis.Server.Api;
using Praxis.Server.Api.Mlflow;
using Praxis.Testing;

namespace Praxis.Server.Tests;

/// <summary>Attacks on the routes of pipelines, runs, registry and lineage (A1, A5, A12, A15, A16), with every room that there is on one server.</summary>
public sealed class PipelineAttackTests : IAsyncLifetime
{
    private const string Definition = """{"definition":"steps:\n  - {name: A, type: Callback, url: \"http://192.0.2.1/\"}"}""";
    private readonly ScratchFolder folder = new();
    private Workspace workspace = null!;
    private QueryScheduler queries = null!;
    private WorkScheduler works = null!;
    private RunningServer server = null!;
    private string execution = "";

    public async ValueTask InitializeAsync()
    {
        workspace = Workspace.Open(folder[".praxis"], TimeProvider.System);
        queries = new QueryScheduler(new Queries(workspace), 1, null);
        works = new WorkScheduler(1, null);
        server = await RunningServer.StartAsync(rooms:
        [
            new IngestApi(new Datasets(workspace), new Queries(workspace), queries), new AnalyzeApi(workspace, works), new PrepareApi(workspace, "/bin/false", works), new ModelsApi(workspace), new ExperimentsApi(workspace),
            new LineageApi(workspace), new MlflowApi(workspace), new PipelinesApi(workspace),
        ]);
        new PipelineStore(workspace).Upsert("p", PipelineDefinition.ParseYamlOrJson("steps:\n  - {name: A, type: Callback, url: \"http://192.0.2.1/\"}"));
        execution = new Executions(workspace).Start(new ExecutionRequest { Pipeline = "p" }).Id;
        var experiment = new Experiments(workspace).Create("e");
        new ExperimentRuns(workspace).Create(experiment.Id, new NewRun { Name = "r", Tags = [KeyValuePair.Create("secret", "hunter2")] });
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await queries.DisposeAsync();
        await works.DisposeAsync();
        workspace.Dispose();
        folder.Dispose();
    }

    // A1, A16: no token, a wrong one, one of another workspace, and one that a step's callback was given, on every route of every room; a room that is missing above fails the test.
    [Fact]
    public async Task Every_changing_route_of_every_room_asks_for_this_workspaces_token()
    {
        var rooms = typeof(IRoomApi).Assembly.GetTypes().Where(type => type.IsClass && typeof(IRoomApi).IsAssignableFrom(type)).Select(type => type.Name).Order();
        Assert.Equal(["AnalyzeApi", "ExperimentsApi", "IngestApi", "LineageApi", "MlflowApi", "ModelsApi", "PipelinesApi", "PrepareApi"], rooms);
        var changing = server.Server.Routes.SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => (Method: method, Path: route.RoutePattern.RawText!)))
            .Where(route => route.Method is not ("GET" or "HEAD") && !route.Path.EndsWith("/invocations", StringComparison.Ordinal)).ToList();
        Assert.True(changing.Count > 50, $"{changing.Count} routes");
        using var other = Workspace.Open(folder["other"], TimeProvider.System);
        var callback = Callback();
        foreach (var (method, route) in changing)
            foreach (var said in (string?[])[null, "Bearer wrong", "Bearer " + other.Token, "Bearer " + callback, "Bearer " + execution, "Basic " + callback])
            {
                var path = System.Text.RegularExpressions.Regex.Replace(route, "\\{[^}]+\\}", match => match.Value == "{token}" ? callback : execution);
                var (status, _, _) = await server.SendAsync(new HttpMethod(method), path, "{}", change: request =>
                {
                    if (said is not null)
                        request.Headers.TryAddWithoutValidation("Authorization", said);
                });
                Assert.True(status == 401, $"{method} {route} with '{said}' answered {status}");
            }

        Assert.Equal(Contracts.Pipelines.ExecutionStatus.Executing, new Executions(workspace).Get(execution).Status);
        Assert.Contains("\"answer\":null", workspace.Metadata.Read(reader => reader.Find("callback", callback)!.Json));
    }

    [Theory]
    [MemberData(nameof(ClimbingNames.All), MemberType = typeof(ClimbingNames))]
    [InlineData("p%00")]
    [InlineData("p.")]
    [InlineData("p%20")]
    [InlineData("con:")]
    [InlineData("%D1%80")]
    [InlineData("p%0aforged")]
    public async Task A_name_that_climbs_or_deceives_is_refused_reading_writing_and_deleting(string name)
    {
        foreach (var (method, path) in new[]
        {
            ("GET", $"/pipelines/{name}"), ("PUT", $"/pipelines/{name}"), ("DELETE", $"/pipelines/{name}"), ("GET", $"/pipelines/{name}/graph"), ("POST", $"/pipelines/{name}/executions"),
            ("GET", $"/executions/{name}"), ("GET", $"/executions/{name}/steps"), ("GET", $"/executions/{name}/graph"), ("GET", $"/executions/{name}/events"), ("POST", $"/executions/{name}/stop"), ("POST", $"/executions/{name}/retry"),
            ("POST", $"/executions/callbacks/{name}"), ("GET", $"/models/{name}"), ("DELETE", $"/models/{name}"), ("GET", $"/experiments/{name}"), ("DELETE", $"/runs/{name}"),
        })
        {
            var answer = await server.RawAsync($"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {RunningServer.Token}\r\nContent-Type: application/json\r\nContent-Length: {Definition.Length}\r\n\r\n{Definition}");
            Assert.True(answer.StartsWith("HTTP/1.1 400", StringComparison.Ordinal) || answer.StartsWith("HTTP/1.1 404", StringComparison.Ordinal), $"{method} {path}: {answer}");
            AssertTellsNothing(answer);
        }

        Assert.Equal(400, (await SendAsync(HttpMethod.Put, "/pipelines/" + new string('a', 300), Definition)).Status);
        Assert.Equal(["p:1"], new PipelineStore(workspace).List().Select(pipeline => pipeline.Id));
        Assert.Single(new Executions(workspace).List());
        Assert.Empty(server.Bugs);
    }

    // A12.
    [Theory]
    [InlineData("attributes.deleted = 1")]
    [InlineData("attributes.job = 'x'")]
    [InlineData("attributes.id = 1")]
    [InlineData("tokens.secret = 'x'")]
    [InlineData("attributes.status; DROP TABLE runs")]
    [InlineData("status = 'x' OR 1 = 1")]
    [InlineData("status = 'x' UNION SELECT json FROM records")]
    [InlineData("(SELECT 1) = 1")]
    [InlineData("experiments.artifact_location = 'x'")]
    [InlineData("datasets.json = 'x'")]
    [InlineData("attributes.status = (SELECT json FROM records)")]
    [InlineData("r.uuid LIKE 'a%'")]
    [InlineData("rowid = 1")]
    public async Task A_filter_or_a_sort_key_reaches_only_what_is_told(string hidden)
    {
        foreach (var path in (string[])[$"/experiments/e/runs?filter={Uri.EscapeDataString(hidden)}", $"/experiments/e/runs?order={Uri.EscapeDataString(hidden)}", $"/experiments?filter={Uri.EscapeDataString(hidden)}", $"/experiments?order={Uri.EscapeDataString(hidden)}"])
        {
            var (status, body, _) = await server.SendAsync(HttpMethod.Get, path);
            Assert.True(status == 400, $"{path}: {status} {body}");
            AssertTellsNothing(body);
        }

        foreach (var path in (string[])["/api/2.0/mlflow/runs/search", "/api/2.0/mlflow/experiments/search"])
            foreach (var field in (string[])["filter", "order_by"])
            {
                var (status, body) = await SendAsync(HttpMethod.Post, path, new JsonObject { ["experiment_ids"] = new JsonArray("1"), ["max_results"] = 10, [field] = field == "filter" ? hidden : new JsonArray(hidden) }.ToJsonString());
                Assert.True(status == 400, $"{path} {field}: {status} {body}");
            }

        // What is no key of a filter is only a value.
        foreach (var path in (string[])[$"/executions?pipeline={Uri.EscapeDataString("x' OR '1'='1")}", $"/executions?after={Uri.EscapeDataString("' OR 1=1 --")}&pipeline=q"])
            Assert.Empty(JsonNode.Parse((await server.SendAsync(HttpMethod.Get, path)).Body)!["items"]!.AsArray());
        Assert.Empty(server.Bugs);
    }

    // A15.
    [Fact]
    public async Task No_error_shows_a_path_a_stack_a_secret_or_an_internal_name()
    {
        workspace.Metadata.Write(transaction => transaction.Put("pipeline", "broken", 1, "{"));
        var asked = new List<(HttpMethod Method, string Path, string? Body)>
        {
            (HttpMethod.Get, "/pipelines/broken", null), (HttpMethod.Get, "/pipelines/none", null), (HttpMethod.Get, "/executions/none", null), (HttpMethod.Get, "/executions?limit=x", null), (HttpMethod.Get, "/executions?limit=-1", null),
            (HttpMethod.Get, $"/executions/{execution}/graph?format=../x", null), (HttpMethod.Put, "/pipelines/q", "{"), (HttpMethod.Put, "/pipelines/q", "{}"), (HttpMethod.Put, "/pipelines/q", """{"definition":"steps: [1"}"""),
            (HttpMethod.Put, "/pipelines/q", """{"definition":"{\"Version\":\"2020-12-01\",\"Steps\":[{\"Name\":\"A\",\"Type\":\"X\"}]}"}"""), (HttpMethod.Put, "/pipelines/q", new JsonObject { ["definition"] = string.Concat(Enumerable.Repeat("{\"a\":", 100_000)) }.ToJsonString()),
            (HttpMethod.Post, "/pipelines/p/executions", """{"parameters":{"x":"y"}}"""), (HttpMethod.Post, "/pipelines/p/executions", """{"maxParallelSteps":0}"""), (HttpMethod.Post, "/pipelines/p/executions", """{"sourceExecution":"/etc/passwd","selectedSteps":["A"]}"""),
            (HttpMethod.Post, "/executions/callbacks/00", "{}"), (HttpMethod.Post, $"/executions/{execution}/retry", null), (HttpMethod.Get, "/lineage?from=/etc/passwd", null), (HttpMethod.Get, "/lineage?from=p&after=eyJvIjotMX0", null), (HttpMethod.Get, "/runs/none/metrics?key=x&after=garbage", null),
        };
        foreach (var (method, path, body) in asked)
        {
            var (status, answer) = await SendAsync(method, path, body);
            Assert.True(status is >= 400 and < 500 or 503 || path.StartsWith("/lineage", StringComparison.Ordinal), $"{method} {path}: {status} {answer}");
            AssertTellsNothing(answer);
        }

        Assert.All(server.Bugs, bug => Assert.IsType<DamagedRecordException>(bug));
    }

    // A16: what is guessed.
    [Fact]
    public async Task A_guessed_id_or_token_gives_nothing_also_with_the_right_token()
    {
        var token = Callback();
        foreach (var guess in (string[])[token[..^1], token[..^1] + (token[^1] == '0' ? '1' : '0'), token.ToUpperInvariant(), execution, "A", "%25", "_" + token[1..]])
            Assert.InRange((await SendAsync(HttpMethod.Post, "/executions/callbacks/" + guess, "{}")).Status, 400, 404);
        foreach (var guess in (string[])[Guid.NewGuid().ToString(), "%25", "________", execution[..7], execution[..^1] + "g", "%25%25%25%25%25%25%25%25", execution.Replace('-', '_')])
            Assert.Equal(404, (await SendAsync(HttpMethod.Get, "/executions/" + guess, null)).Status);
        Assert.Equal(204, (await SendAsync(HttpMethod.Post, "/executions/callbacks/" + token, "{}")).Status);
        Assert.Equal(400, (await SendAsync(HttpMethod.Post, "/executions/callbacks/" + token, "{}")).Status);
        Assert.DoesNotContain(token, (await server.SendAsync(HttpMethod.Get, $"/executions/{execution}/steps")).Body);
    }

    [Fact]
    public async Task A_definition_of_ten_megabytes_is_refused_in_a_few_lines()
    {
        var answer = await server.RawAsync($"PUT /pipelines/q HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {RunningServer.Token}\r\nContent-Type: application/json\r\nContent-Length: {10 << 20}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 413", answer);
        Assert.Contains("the body is longer than", answer);
        var (status, body) = await SendAsync(HttpMethod.Put, "/pipelines/q", new JsonObject { ["definition"] = new string('x', 1_100_000) }.ToJsonString());
        Assert.Equal(400, status);
        Assert.InRange(body.Length, 20, 2000);
        Assert.Empty(server.Bugs);
    }

    // As a step that waits for its answer has it.
    private string Callback()
    {
        const string Token = "00112233445566778899aabbccddeeff00112233";
        workspace.Metadata.Write(transaction => transaction.Put("callback", Token, 1, RecordJson.Write(new { execution, step = "A", isCalled = true, answer = (string?)null })));
        return Token;
    }

    private void AssertTellsNothing(string answer)
    {
        foreach (var secret in (string[])[folder.Path, RunningServer.Token, "Exception", "   at ", "Praxis.Platform", "metadata.db", "SQLite", "hunter2"])
            Assert.DoesNotContain(secret, answer.Split("\r\n\r\n")[^1]);
    }

    private async Task<(int Status, string Body)> SendAsync(HttpMethod method, string path, string? body)
    {
        var (status, answer, _) = await server.SendAsync(method, path, body, change: request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", RunningServer.Token));
        return (status, answer);
    }
}
