using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Praxis.Contracts.Foundation;

namespace Praxis.Server.Tests;

/// <summary>Attacks that the server withstands.</summary>
public sealed class AttackTests
{
    private static void WithToken(HttpRequestMessage request) => request.Headers.Authorization = new("Bearer", RunningServer.Token);

    [Fact]
    public async Task Every_route_that_changes_something_needs_the_token()
    {
        await using var server = await RunningServer.StartAsync();
        var changing = server.Server.Routes
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => (Method: method, Route: route.RoutePattern.RawText!)))
            .Where(route => route.Method is not ("GET" or "HEAD") && !route.Route.EndsWith("/invocations", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(changing);
        foreach (var (method, route) in changing)
        {
            var path = route.Replace("{name}", "reviews", StringComparison.Ordinal);
            string?[] authorizations = [null, "Bearer wrong", "Bearer " + RunningServer.Token + "0", "Bearer " + RunningServer.Token[..^1], "Basic " + RunningServer.Token, RunningServer.Token];
            foreach (var authorization in authorizations)
            {
                var (status, _, _) = await server.SendAsync(new HttpMethod(method), path, """{"model":"reviews","version":1}""", change: request =>
                {
                    if (authorization is not null)
                        request.Headers.TryAddWithoutValidation("Authorization", authorization);
                });
                Assert.True(status == 401, $"{method} {route} with '{authorization}' answered {status}");
            }
        }

        Assert.Empty(server.Endpoints.Deployed);
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Put, "/endpoints/reviews", """{"model":"reviews","version":1}""", change: WithToken)).Status);
        Assert.Equal(["reviews reviews 1"], server.Endpoints.Deployed);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.evil.example:8080")]
    [InlineData("10.0.0.1")]
    public async Task A_foreign_host_is_refused_also_with_the_token(string host)
    {
        await using var server = await RunningServer.StartAsync();
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Put])
            Assert.Equal(421, (await server.SendAsync(method, "/endpoints/reviews", "{}", change: request =>
            {
                request.Headers.Host = host;
                WithToken(request);
            })).Status);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://localhost.evil.example")]
    public async Task A_foreign_origin_is_refused_also_with_the_token(string origin)
    {
        await using var server = await RunningServer.StartAsync();
        foreach (var (method, path) in new[] { (HttpMethod.Put, "/endpoints/reviews"), (HttpMethod.Post, "/endpoints/reviews/invocations") })
            Assert.Equal(403, (await server.SendAsync(method, path, """{"instances":["a"],"model":"reviews"}""", change: request =>
            {
                request.Headers.TryAddWithoutValidation("Origin", origin);
                WithToken(request);
            })).Status);
        Assert.Empty(server.Endpoints.Deployed);
    }

    [Fact]
    public async Task An_address_that_others_reach_needs_tls_or_a_choice_and_then_a_token_everywhere()
    {
        var options = new ServerOptions { Url = new Uri("http://0.0.0.0:0"), Token = RunningServer.Token };
        var refused = await Assert.ThrowsAsync<UserException>(() => PraxisServer.StartAsync(options, new FakeEndpoints(), CancellationToken.None));
        Assert.Equal(("insecure-address", Fault.Environment), (refused.Problems[0].Type, refused.Fault));
        refused = await Assert.ThrowsAsync<UserException>(() => PraxisServer.StartAsync(options with { Url = new Uri("https://0.0.0.0:0") }, new FakeEndpoints(), CancellationToken.None));
        Assert.Equal("missing-certificate", refused.Problems[0].Type);

        await using var server = await RunningServer.StartAsync(own => own with { Url = options.Url, Insecure = true });
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, "/ping")).Status);
        foreach (var path in (string[])["/", "/app.js", "/endpoints", "/endpoints/reviews", "/nowhere"])
            Assert.Equal(401, (await server.SendAsync(HttpMethod.Get, path)).Status);
        Assert.Equal(401, (await server.InvokeAsync("""{"instances":["a"]}""")).Status);
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, "/endpoints", change: WithToken)).Status);
    }

    [Theory]
    [MemberData(nameof(ClimbingNames.All), MemberType = typeof(ClimbingNames))]
    [InlineData("reviews%00")]
    [InlineData("reviews.")]
    [InlineData("reviews%20")]
    [InlineData("con:")]
    [InlineData("r%D0%B5views")]
    public async Task A_name_that_climbs_or_deceives_is_refused(string name)
    {
        await using var server = await RunningServer.StartAsync();
        foreach (var (method, path) in new[] { ("GET", $"/endpoints/{name}"), ("PUT", $"/endpoints/{name}"), ("POST", $"/endpoints/{name}/invocations") })
        {
            const string Body = """{"instances":["a"],"model":"reviews"}""";
            var answer = await server.RawAsync($"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {RunningServer.Token}\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}");
            Assert.True(answer.StartsWith("HTTP/1.1 400", StringComparison.Ordinal) || answer.StartsWith("HTTP/1.1 404", StringComparison.Ordinal), $"{method} {path}: {answer}");
        }

        Assert.Equal(400, (await server.SendAsync(HttpMethod.Put, "/endpoints/" + new string('a', 300), """{"model":"reviews"}""", change: WithToken)).Status);
        Assert.Equal(400, (await server.SendAsync(HttpMethod.Put, "/endpoints/reviews", """{"model":"../../x"}""", change: WithToken)).Status);
        Assert.Empty(server.Endpoints.Deployed);
        Assert.Empty(server.Bugs);
    }

    [Fact]
    public async Task Every_answer_carries_a_strict_content_security_policy()
    {
        await using var server = await RunningServer.StartAsync();
        foreach (var path in (string[])["/", "/ping", "/nowhere", "/endpoints", "/app.js"])
        {
            using var response = await server.Client.GetAsync(new Uri(path, UriKind.Relative));
            var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'none'", policy);
            Assert.DoesNotContain("unsafe", policy);
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        }
    }

    [Fact]
    public async Task A_bug_is_told_once_to_the_log_and_shows_nothing_outside()
    {
        await using var server = await RunningServer.StartAsync();
        var (status, body, _) = await server.InvokeAsync("""{"instances": ["bug"]}""");
        Assert.Equal(500, status);
        Assert.DoesNotContain("secret", body);
        Assert.DoesNotContain("Exception", body);
        Assert.Single(server.Bugs);
        (status, body, _) = await server.SendAsync(HttpMethod.Put, "/endpoints/reviews", """{"model":"rejected"}""", change: WithToken);
        Assert.Equal(400, status);
        Assert.DoesNotContain("secret", body);
    }

    [Fact]
    public async Task Json_nested_a_hundred_thousand_deep_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        var deep = new string('[', 100_000);
        Assert.Equal(400, (await server.InvokeAsync($"{{\"instances\": {deep}")).Status);
        Assert.Equal(400, (await server.InvokeAsync(deep, "application/jsonlines")).Status);
        Assert.Empty(server.Bugs);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused_before_it_is_sent()
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await server.RawAsync($"POST /endpoints/reviews/invocations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 10000000000\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 413", answer);
    }

    [Fact]
    public async Task Conflicting_lengths_are_refused()
    {
        await using var server = await RunningServer.StartAsync();
        var twice = await server.RawAsync("POST /endpoints/reviews/invocations HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef");
        Assert.StartsWith("HTTP/1.1 400", twice);
        var both = await server.RawAsync("POST /endpoints/reviews/invocations HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 60\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /endpoints HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Assert.DoesNotContain("\"endpoints\"", both);
    }

    [Fact]
    public async Task Headers_without_end_are_refused()
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await server.RawAsync("GET /ping HTTP/1.1\r\nHost: localhost\r\n" + string.Concat(Enumerable.Range(0, 2000).Select(i => $"X-{i}: {new string('a', 100)}\r\n")));
        Assert.StartsWith("HTTP/1.1 431", answer);
    }

    [Theory]
    [InlineData(500_000, true)]
    [InlineData(3_000_000, false)]
    public async Task Chunks_of_one_byte_are_answered_or_ended_by_the_limit_which_counts_their_framing(int bytes, bool isAnswered)
    {
        await using var server = await RunningServer.StartAsync();
        using var socket = await server.ConnectAsync();
        var stream = socket.GetStream();
        await stream.WriteAsync("POST /endpoints/reviews/invocations HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray());
        var answer = "";
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("1\r\na\r\n", bytes)) + "0\r\n\r\n"));
            using var reader = new StreamReader(stream);
            answer = await reader.ReadToEndAsync();
        }
        catch (IOException) when (!isAnswered)
        {
            // The server closed while we were still sending.
        }

        Assert.Equal(isAnswered, answer.StartsWith("HTTP/1.1 200", StringComparison.Ordinal));
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, "/ping")).Status);
        Assert.Empty(server.Bugs);
    }

    [Fact]
    public async Task A_sender_that_is_too_slow_is_ended()
    {
        await using var server = await RunningServer.StartAsync(options => options with { HeadersTimeout = TimeSpan.FromSeconds(1), LeastBytesPerSecond = 1e6 });
        Assert.StartsWith("HTTP/1.1 408", await server.RawAsync("GET /ping HTTP/1.1\r\nHost: localhost\r\n"));
        var slow = await server.RawAsync("POST /endpoints/reviews/invocations HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nContent-Length: 1000\r\n\r\nabc");
        Assert.DoesNotContain("HTTP/1.1 200", slow);
        Assert.Empty(server.Bugs);
    }

    [Fact]
    public async Task Idle_connections_make_room_for_a_new_client()
    {
        await using var server = await RunningServer.StartAsync(options => options with { MostConnections = 20, HeadersTimeout = TimeSpan.FromSeconds(1), KeepAliveTimeout = TimeSpan.FromSeconds(1) });
        var idle = new List<TcpClient>();
        for (var i = 0; i < 40; i++)
            idle.Add(await server.ConnectAsync());
        for (var isAnswered = false; !isAnswered;)
            try
            {
                isAnswered = (await server.SendAsync(HttpMethod.Get, "/ping")).Status == 200;
            }
            catch (HttpRequestException)
            {
                // Full: the idle ones are still being ended.
            }

        idle.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task A_taken_port_is_told_and_taken_when_it_is_free()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = new Uri($"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}");
        var refused = await Assert.ThrowsAsync<UserException>(() => RunningServer.StartAsync(options => options with { Url = url }));
        Assert.Equal(("port-in-use", Fault.Environment), (refused.Problems[0].Type, refused.Fault));
        taken.Stop();
        await using var server = await RunningServer.StartAsync(options => options with { Url = url });
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, "/ping")).Status);
    }
}
