using System.Text.Json;
using Praxis.Data.Files;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;
using Praxis.Server.Api;
using Praxis.Testing;

namespace Praxis.Server.Tests;

/// <summary>Datasets and queries over HTTP, on a real workspace.</summary>
public sealed class IngestApiTests : IAsyncLifetime
{
    private readonly ScratchFolder folder = new();
    private Workspace workspace = null!;
    private QueryScheduler scheduler = null!;
    private RunningServer server = null!;

    public async ValueTask InitializeAsync()
    {
        workspace = Workspace.Open(folder[".praxis"], TimeProvider.System);
        var datasets = new Datasets(workspace);
        datasets.Ingest(folder.Write("shop.csv", "name,price\nhat,3\n\"=cmd|' /C calc'!A0\",5\n<script>,\n"), new ReadOptions(), null, TestContext.Current.CancellationToken);
        var queries = new Queries(workspace);
        scheduler = new QueryScheduler(queries, 2, null);
        server = await RunningServer.StartAsync(rooms: [new IngestApi(datasets, queries, scheduler)]);
    }

    [Fact]
    public async Task Datasets_are_listed_in_pages_shown_and_previewed()
    {
        new Datasets(workspace).Ingest(folder.Write("other.csv", "a,b\n1,2\n3,4\n"), new ReadOptions(), "second", TestContext.Current.CancellationToken);
        var first = await GetAsync("/datasets?limit=1");
        Assert.Equal("second", Assert.Single(first.GetProperty("items").EnumerateArray()).GetProperty("name").GetString());
        var next = await GetAsync("/datasets?limit=1&after=" + Uri.EscapeDataString(first.GetProperty("next").GetString()!));
        Assert.Equal("shop", Assert.Single(next.GetProperty("items").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, next.GetProperty("next").ValueKind);
        Assert.Equal(3, (await GetAsync("/datasets/shop@1")).GetProperty("rows").GetInt64());
        Assert.Equal("""[["hat","3"]]""", (await GetAsync("/datasets/shop/preview?rows=1")).GetProperty("rows").GetRawText());
    }

    [Fact]
    public async Task A_query_is_started_followed_and_read_in_pages()
    {
        var id = await StartAsync("SELECT name, price FROM shop ORDER BY price DESC");
        var (_, events, type) = await server.SendAsync(HttpMethod.Get, $"/queries/{id}/events");
        Assert.Equal("text/event-stream", type);
        Assert.Contains("\"state\":\"SUCCEEDED\"", events, StringComparison.Ordinal);
        var page = await GetAsync($"/queries/{id}/results?limit=2");
        Assert.Equal("""["name","price"]""", page.GetProperty("columns").GetRawText());
        Assert.Equal(["5", "3"], page.GetProperty("rows").EnumerateArray().Select(row => row[1].GetString()));
        Assert.Equal(2, page.GetProperty("next").GetInt64());
        page = await GetAsync($"/queries/{id}/results?skip=2");
        Assert.Null(Assert.Single(page.GetProperty("rows").EnumerateArray())[1].GetString());
        Assert.Equal(JsonValueKind.Null, page.GetProperty("next").ValueKind);
        Assert.Equal(id, (await GetAsync("/queries?limit=1")).GetProperty("items")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_query_that_runs_is_cancelled_and_a_wrong_one_says_where()
    {
        var id = await StartAsync("SELECT count(*) FROM range(100000000000) a WHERE a.range % 7 = 3");
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Post, $"/queries/{id}/cancel", "", change: WithToken)).Status);
        Assert.Contains("\"state\":\"CANCELLED\"", (await server.SendAsync(HttpMethod.Get, $"/queries/{id}/events")).Body, StringComparison.Ordinal);
        id = await StartAsync("SELECT pryce FROM shop");
        await server.SendAsync(HttpMethod.Get, $"/queries/{id}/events");
        var query = await GetAsync($"/queries/{id}");
        Assert.Equal("FAILED", query.GetProperty("state").GetString());
        var problem = query.GetProperty("problems")[0];
        Assert.Equal("line 1, column 8", problem.GetProperty("where").GetString());
        Assert.Equal("SELECT pryce FROM shop\n       ^", problem.GetProperty("excerpt").GetString());
        Assert.Equal("Did you mean 'price'?", problem.GetProperty("remedy").GetString());
        Assert.Equal(400, (await server.SendAsync(HttpMethod.Get, $"/queries/{id}/results")).Status);
    }

    [Theory]
    [InlineData("GET", "/datasets/absent", 404)]
    [InlineData("GET", "/datasets/absent/preview", 404)]
    [InlineData("GET", "/datasets/..%2F..%2Fetc", 400)]
    [InlineData("GET", "/datasets/%252e%252e%252f", 400)]
    [InlineData("GET", "/datasets/C:%5Cx", 400)]
    [InlineData("GET", "/datasets/shop@0", 400)]
    [InlineData("DELETE", "/datasets/..%2Fshop", 400)]
    [InlineData("DELETE", "/datasets/absent", 404)]
    [InlineData("GET", "/datasets?limit=0", 400)]
    [InlineData("GET", "/datasets?limit=x", 400)]
    [InlineData("GET", "/datasets?after=nothing", 400)]
    [InlineData("GET", "/datasets/shop/preview?rows=100000", 400)]
    [InlineData("GET", "/queries/00000000-0000-0000-0000-000000000000", 404)]
    [InlineData("GET", "/queries/..%2F..", 404)]
    [InlineData("POST", "/queries/x/cancel", 404)]
    public async Task What_is_wrong_or_not_there_is_a_problem_that_shows_no_path(string method, string path, int expected)
    {
        var (status, body, type) = await server.SendAsync(new HttpMethod(method), path, change: WithToken);
        Assert.Equal((expected, "application/problem+json"), (status, type));
        Assert.DoesNotContain(folder.Path, body, StringComparison.Ordinal);
        Assert.Equal("shop", Assert.Single(new Datasets(workspace).List()).Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"sql":""}""")]
    [InlineData("""{"sql":5}""")]
    [InlineData("""{"sql":"SELECT 1","timeoutSeconds":-1}""")]
    [InlineData("""{"sql":"SELECT 1","database":"../x"}""")]
    public async Task A_start_that_is_not_understood_is_refused(string body) =>
        Assert.Equal(400, (await server.SendAsync(HttpMethod.Post, "/queries", body, change: WithToken)).Status);

    [Fact]
    public async Task A_dropped_dataset_comes_back()
    {
        Assert.Equal(401, (await server.SendAsync(HttpMethod.Delete, "/datasets/shop")).Status);
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Delete, "/datasets/shop", change: WithToken)).Status);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Get, "/datasets/shop")).Status);
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Post, "/datasets/shop/restore", "", change: WithToken)).Status);
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, "/datasets/shop")).Status);
    }

    [Fact]
    public async Task The_routes_are_described_as_openapi_3_1()
    {
        var (status, body, _) = await server.SendAsync(HttpMethod.Get, "/openapi.json");
        Assert.Equal(200, status);
        using var document = JsonDocument.Parse(body);
        Assert.StartsWith("3.1", document.RootElement.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Golden.Matches("openapi-ingest.json", body);
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

    private async Task<string> StartAsync(string sql)
    {
        var (status, body, _) = await server.SendAsync(HttpMethod.Post, "/queries", JsonSerializer.Serialize(new { sql }), change: WithToken);
        Assert.True(status == 202, $"answered {status}: {body}");
        using var document = JsonDocument.Parse(body);
        return document.RootElement.GetProperty("id").GetString()!;
    }
}
