using System.Text.Json;
using Praxis.Data.Files;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;
using Praxis.Server.Api;
using Praxis.Testing;

namespace Praxis.Server.Tests;

/// <summary>Analyses, recipes and processing jobs over HTTP, on a real workspace.</summary>
public sealed class WorkApiTests : IAsyncLifetime
{
    private const string Recipe = "name: clean\nsteps:\n  - filter: {where: \"stars > 1\"}\n  - split: {parts: {train: 0.75, test: 0.25}}\n";
    private static readonly string[] positive = ["5"];
    private static readonly string[] facets = ["shop"];
    private readonly ScratchFolder folder = new();
    private Workspace workspace = null!;
    private WorkScheduler scheduler = null!;
    private RunningServer server = null!;

    public async ValueTask InitializeAsync()
    {
        workspace = Workspace.Open(folder[".praxis"], TimeProvider.System);
        new Datasets(workspace).Ingest(folder.Write("rows.csv", "shop,stars,text\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"s{i % 3},{1 + i % 5},<b>text {i}\n"))), new ReadOptions(), null, TestContext.Current.CancellationToken);
        scheduler = new WorkScheduler(2, null);
        server = await RunningServer.StartAsync(rooms: [new AnalyzeApi(workspace, scheduler), new PrepareApi(workspace, Path.Combine(AppContext.BaseDirectory, "praxis"), scheduler)]);
    }

    [Fact]
    public async Task A_recipe_is_validated_previewed_run_followed_and_its_parts_are_datasets()
    {
        var body = new { recipe = Recipe, dataset = "rows", register = "clean" };
        Assert.Equal("""["filter","split"]""", (await PostAsync("/recipes/validate", body, 200)).GetProperty("steps").GetRawText());
        var preview = await PostAsync("/recipes/preview?rows=1", body, 200);
        Assert.Equal(160, preview[1].GetProperty("rows").GetInt64());
        Assert.Equal("""["s1","2","<b>text 1"]""", preview[1].GetProperty("firstRows")[0].GetRawText().Replace("\\u003C", "<", StringComparison.Ordinal));
        var id = (await PostAsync("/recipes", body, 202)).GetProperty("id").GetString()!;
        var (_, events, type) = await server.SendAsync(HttpMethod.Get, $"/recipes/{id}/events");
        Assert.Equal("text/event-stream", type);
        Assert.Contains("\"status\":\"Completed\"", events, StringComparison.Ordinal);
        var record = await GetAsync($"/recipes/{id}");
        Assert.Equal("""["clean-train:1","clean-test:1"]""", record.GetProperty("datasets").GetRawText());
        var (status, csv, csvType) = await server.SendAsync(HttpMethod.Get, $"/recipes/{id}/files/test.csv");
        Assert.Equal((200, "text/csv", 41), (status, csvType, csv.Split('\n').Length - 1));
        Assert.Equal(120, new Datasets(workspace).Get("clean-train").Rows);
        Assert.Equal(id, (await GetAsync("/recipes?limit=1")).GetProperty("items")[0].GetProperty("id").GetString());
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Get, $"/recipes/{id}/files/..%2F..%2Ftoken")).Status);
    }

    [Fact]
    public async Task Mistakes_of_a_recipe_are_all_told_with_their_places()
    {
        var (status, answer, type) = await server.SendAsync(HttpMethod.Post, "/recipes/validate", JsonSerializer.Serialize(new { recipe = "steps:\n  - drop: {columns: [nothing]}\n  - filter: {where: \"(1\"}\n", dataset = "rows" }), change: WithToken);
        Assert.Equal((400, "application/problem+json"), (status, type));
        using var document = JsonDocument.Parse(answer);
        Assert.Equal(["step 1, line 2 (drop)", "step 2, line 3 (filter)"], document.RootElement.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("where").GetString()));
    }

    [Fact]
    public async Task An_insights_and_a_bias_report_run_in_the_background_and_are_read()
    {
        var id = (await PostAsync("/analyses", new { kind = "insights", dataset = "rows", target = "stars" }, 202)).GetProperty("id").GetString()!;
        await server.SendAsync(HttpMethod.Get, $"/analyses/{id}/events");
        var (status, page, type) = await server.SendAsync(HttpMethod.Get, $"/analyses/{id}/files/report.html");
        Assert.Equal((200, "text/html"), (status, type));
        Assert.DoesNotContain("<b>text", page, StringComparison.Ordinal);
        using (var response = await server.Client.GetAsync(new Uri($"/analyses/{id}/files/report.html", UriKind.Relative), TestContext.Current.CancellationToken))
            Assert.StartsWith("sandbox;", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        var bias = (await PostAsync("/analyses", new { kind = "bias", dataset = "rows", label = "stars", positive, facets, replicates = 0 }, 202)).GetProperty("id").GetString()!;
        await server.SendAsync(HttpMethod.Get, $"/analyses/{bias}/events");
        var record = await GetAsync($"/analyses/{bias}");
        Assert.Equal("Completed", record.GetProperty("status").GetString());
        Assert.Equal("rows:1", record.GetProperty("inputs")[0].GetProperty("dataset").GetString());
        Assert.Equal(401, (await server.SendAsync(HttpMethod.Delete, $"/analyses/{bias}")).Status);
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Delete, $"/analyses/{bias}", change: WithToken)).Status);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Get, $"/analyses/{bias}")).Status);
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Post, $"/analyses/{bias}/restore", "", change: WithToken)).Status);
    }

    [Fact]
    public async Task A_run_that_does_not_end_is_stopped()
    {
        var endless = "steps:\n  - derive: {column: b, formula: \"(SELECT sum(x.range * y.range) FROM range(10000000) x, range(10000000) y)\"}\n  - sort: {by: [b]}\n";
        var id = (await PostAsync("/recipes", new { recipe = endless, dataset = "rows" }, 202)).GetProperty("id").GetString()!;
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Post, $"/recipes/{id}/stop", "", change: WithToken)).Status);
        Assert.Contains("\"status\":\"Stopped\"", (await server.SendAsync(HttpMethod.Get, $"/recipes/{id}/events")).Body, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder[".praxis/tmp"]));
    }

    [Theory]
    [InlineData("/analyses", """{"kind":"other","dataset":"rows"}""", 400)]
    [InlineData("/analyses", """{"kind":"insights","dataset":"absent"}""", 404)]
    [InlineData("/analyses", """{"kind":"insights","dataset":null}""", 400)]
    [InlineData("/analyses", """{"kind":"insights","dataset":"../rows"}""", 400)]
    [InlineData("/analyses", """{"kind":"insights","dataset":"rows","target":"absent"}""", 400)]
    [InlineData("/analyses", """{"kind":"bias","dataset":"rows"}""", 400)]
    [InlineData("/analyses", """{"kind":"bias","dataset":"rows","label":"stars","positive":[null],"facets":["shop"]}""", 400)]
    [InlineData("/recipes", """{"dataset":"rows"}""", 400)]
    [InlineData("/recipes", """{"recipe":null,"dataset":"rows"}""", 400)]
    [InlineData("/recipes", """{"recipe":"steps: [sort: {by: [stars]}]","dataset":"absent"}""", 404)]
    [InlineData("/recipes", """{"recipe":"steps: [sort: {by: [stars]}]","dataset":"rows","outputFormat":"../x"}""", 400)]
    [InlineData("/recipes", """{"recipe":"steps: [sort: {by: [stars]}]","dataset":"rows","register":"../x"}""", 400)]
    [InlineData("/recipes", """{"recipe":"steps: [sort: {by: [stars]}]","dataset":"rows","tables":{"a":null}}""", 400)]
    [InlineData("/recipes/preview?rows=1000", """{"recipe":"steps: [sort: {by: [stars]}]","dataset":"rows"}""", 400)]
    [InlineData("/processing-jobs", """{"sql":"SELECT 1"}""", 400)]
    [InlineData("/processing-jobs", """{"inputs":null,"sql":"SELECT 1"}""", 400)]
    [InlineData("/processing-jobs", """{"inputs":{"a":"rows"}}""", 400)]
    [InlineData("/processing-jobs", """{"inputs":{"a":"rows"},"program":"sh"}""", 400)]
    [InlineData("/processing-jobs", """{"inputs":{"../a":"rows"},"sql":"SELECT 1"}""", 400)]
    [InlineData("/processing-jobs", """{"inputs":{"a":"rows","b":"rows"},"recipe":"steps: [sort: {by: [stars]}]"}""", 400)]
    [InlineData("/processing-jobs", """{"inputs":{"a":"rows"},"sql":"SELECT 1","name":"../x"}""", 400)]
    public async Task What_cannot_be_begun_is_refused_and_leaves_no_record(string path, string body, int expected)
    {
        var (status, answer, type) = await server.SendAsync(HttpMethod.Post, path, body, change: WithToken);
        Assert.True((expected, "application/problem+json") == (status, type), answer);
        Assert.DoesNotContain(folder.Path, answer, StringComparison.Ordinal);
        Assert.Empty(server.Bugs);
        foreach (var route in (string[])["/analyses", "/recipes", "/processing-jobs"])
            Assert.Equal(0, (await GetAsync(route)).GetProperty("items").GetArrayLength());
    }

    // A5: ids and names that climb or deceive, read, stopped and deleted.
    [Theory]
    [InlineData("..%2F..%2Ftoken")]
    [InlineData("%252e%252e%252f")]
    [InlineData("....%2F%2Fx")]
    [InlineData("C:%5Cx")]
    [InlineData("a%00b")]
    [InlineData("0197")]
    [InlineData("file:x")]
    public async Task An_id_that_climbs_or_deceives_finds_nothing(string id)
    {
        foreach (var route in (string[])["analyses", "recipes", "processing-jobs"])
        {
            Assert.InRange((await server.SendAsync(HttpMethod.Get, $"/{route}/{id}", change: WithToken)).Status, 400, 404);
            Assert.InRange((await server.SendAsync(HttpMethod.Delete, $"/{route}/{id}", change: WithToken)).Status, 400, 404);
            Assert.InRange((await server.SendAsync(HttpMethod.Post, $"/{route}/{id}/stop", "", change: WithToken)).Status, 400, 404);
            Assert.InRange((await server.SendAsync(HttpMethod.Get, $"/{route}/{id}/files/{id}", change: WithToken)).Status, 400, 404);
            Assert.Equal(400, (await server.SendAsync(HttpMethod.Post, $"/{route}/{id}/restore", "", change: WithToken)).Status);
        }
    }

    [Fact]
    public async Task The_routes_are_described_as_openapi_3_1()
    {
        var (status, body, _) = await server.SendAsync(HttpMethod.Get, "/openapi.json");
        Assert.Equal(200, status);
        Golden.Matches("openapi-work.json", body);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await scheduler.DisposeAsync();
        workspace.Dispose();
        folder.Dispose();
    }

    private static void WithToken(HttpRequestMessage request) => request.Headers.Authorization = new("Bearer", RunningServer.Token);

    private async Task<JsonElement> GetAsync(string path)
    {
        var (status, body, _) = await server.SendAsync(HttpMethod.Get, path);
        Assert.True(status == 200, $"{path} answered {status}: {body}");
        using var document = JsonDocument.Parse(body);
        return document.RootElement.Clone();
    }

    private async Task<JsonElement> PostAsync(string path, object body, int expected)
    {
        var (status, answer, _) = await server.SendAsync(HttpMethod.Post, path, JsonSerializer.Serialize(body), change: WithToken);
        Assert.True(status == expected, $"{path} answered {status}: {answer}");
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.Clone();
    }
}
