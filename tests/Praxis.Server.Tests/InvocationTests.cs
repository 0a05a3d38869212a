using System.Text.Json;

namespace Praxis.Server.Tests;

public sealed class InvocationTests
{
    [Fact]
    public async Task Json_answers_label_and_probabilities()
    {
        await using var server = await RunningServer.StartAsync();
        var (status, body, type) = await server.InvokeAsync("""{"instances": ["good", {"features": ["poor"]}]}""");
        Assert.Equal((200, "application/json"), (status, type));
        using var answer = JsonDocument.Parse(body);
        var predictions = answer.RootElement.GetProperty("predictions");
        Assert.Equal("good", predictions[0].GetProperty("label").GetString());
        Assert.Equal(0.75, predictions[0].GetProperty("probability").GetDouble());
        Assert.Equal(0.875, predictions[1].GetProperty("probabilities").GetProperty("=bad").GetDouble());
    }

    [Fact]
    public async Task Json_lines_answer_a_line_each()
    {
        await using var server = await RunningServer.StartAsync();
        var (status, body, type) = await server.InvokeAsync("{\"features\": [\"good\"]}\n\n\"poor\"\r\n", "application/jsonlines");
        Assert.Equal((200, "application/jsonlines"), (status, type));
        var lines = body.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains("\"label\":\"good\"", lines[0]);
    }

    [Fact]
    public async Task Csv_takes_quoted_texts_and_guards_labels_that_a_spreadsheet_would_run()
    {
        await using var server = await RunningServer.StartAsync();
        var (status, body, type) = await server.InvokeAsync("\"a \"\"good\"\" one,\nreally\",ignored\npoor\n", "text/csv");
        Assert.Equal((200, "text/csv"), (status, type));
        Assert.Equal("good,0.75\n\"'=bad\",0.875\n", body);
    }

    [Fact]
    public async Task The_accept_header_chooses_the_answers_form()
    {
        await using var server = await RunningServer.StartAsync();
        var (_, body, type) = await server.InvokeAsync("""{"instances": ["good"]}""", accept: "text/csv");
        Assert.Equal(("good,0.75\n", "text/csv"), (body, type));
        (_, _, type) = await server.InvokeAsync("""{"instances": ["good"]}""", accept: "*/*");
        Assert.Equal("application/json", type);
    }

    [Fact]
    public async Task A_configuration_is_answered_in_BlazingTexts_shape()
    {
        await using var server = await RunningServer.StartAsync();
        var (status, body, type) = await server.InvokeAsync("""{"instances": ["good", "poor"], "configuration": {"k": 9}}""");
        Assert.Equal((200, "application/json"), (status, type));
        Assert.Equal("""[{"prob":[0.75,0.25],"label":["__label__good","__label__=bad"]},{"prob":[0.875,0.125],"label":["__label__=bad","__label__good"]}]""", body);
        (_, body, _) = await server.InvokeAsync("""{"instances": ["good"], "configuration": {}}""");
        Assert.Equal("""[{"prob":[0.75],"label":["__label__good"]}]""", body);
    }

    [Fact]
    public async Task Lines_with_a_source_are_answered_in_BlazingTexts_shape()
    {
        await using var server = await RunningServer.StartAsync();
        var (status, body, type) = await server.InvokeAsync("{\"source\": \"good\", \"k\": 2}\n{\"source\": \"poor\"}\n", "application/jsonlines");
        Assert.Equal((200, "application/jsonlines"), (status, type));
        Assert.Equal("{\"prob\":[0.75,0.25],\"label\":[\"__label__good\",\"__label__=bad\"]}\n{\"prob\":[0.875],\"label\":[\"__label__=bad\"]}\n", body);
    }

    [Theory]
    [InlineData("{\"instances\": [\"a\"], \"configuration\": {\"k\": 0}}", "application/json", 400, "is no whole number")]
    [InlineData("{\"instances\": [\"a\"], \"configuration\": 2}", "application/json", 400, "is no whole number")]
    [InlineData("{\"source\": \"a\", \"k\": 1.5}", "application/jsonlines", 400, "line 1")]
    [InlineData("{\"source\": 7}", "application/jsonlines", 400, "line 1")]
    [InlineData("{\"instances\": []}", "application/json", 400, "there is no text")]
    [InlineData("{\"texts\": [\"a\"]}", "application/json", 400, "no list")]
    [InlineData("[\"a\"]", "application/json", 400, "no list")]
    [InlineData("{\"instances\": [\"a\", 7]}", "application/json", 400, "instances[1]")]
    [InlineData("{\"instances\": [\"a\"", "application/json", 400, "not JSON")]
    [InlineData("{\"features\": [\"a\"]}\n{\"features\": [1]}", "application/jsonlines", 400, "line 2")]
    [InlineData("\"open", "text/csv", 400, "never closed")]
    [InlineData("", "text/csv", 400, "there is no text")]
    [InlineData("a", "text/plain", 415, "text/plain")]
    public async Task A_wrong_body_is_told(string body, string contentType, int status, string told)
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await server.InvokeAsync(body, contentType);
        Assert.Equal((status, "application/problem+json"), (answer.Status, answer.Type));
        Assert.Contains(told, answer.Body);
        Assert.Contains("urn:praxis:", answer.Body);
    }

    [Fact]
    public async Task At_most_twenty_mistakes_are_told()
    {
        await using var server = await RunningServer.StartAsync();
        var (status, body, _) = await server.InvokeAsync($"{{\"instances\": [{string.Join(',', Enumerable.Repeat("7", 500))}]}}");
        Assert.Equal(400, status);
        using var problem = JsonDocument.Parse(body);
        Assert.Equal(20, problem.RootElement.GetProperty("problems").GetArrayLength());
    }

    [Fact]
    public async Task Too_many_texts_and_an_unknown_endpoint_are_refused()
    {
        await using var server = await RunningServer.StartAsync(options => options with { MostInstances = 3 });
        Assert.Equal(400, (await server.InvokeAsync("""{"instances": ["a","a","a","a"]}""")).Status);
        Assert.Equal(200, (await server.InvokeAsync("""{"instances": ["a","a","a"]}""")).Status);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Post, "/endpoints/none/invocations", "{}")).Status);
    }

    [Fact]
    public async Task A_thousand_texts_answer_in_order()
    {
        await using var server = await RunningServer.StartAsync();
        var (_, body, _) = await server.InvokeAsync(JsonSerializer.Serialize(new { instances = Enumerable.Range(0, 1000).Select(i => i % 3 == 0 ? "good" : "poor") }), accept: "text/csv");
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => i % 3 == 0 ? "good,0.75" : "\"'=bad\",0.875"), body.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task The_page_and_the_list_are_served_without_inline_code()
    {
        await using var server = await RunningServer.StartAsync();
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, "/ping")).Status);
        var (_, page, type) = await server.SendAsync(HttpMethod.Get, "/");
        Assert.Equal("text/html", type);
        Assert.DoesNotContain("<style", page);
        Assert.DoesNotMatch("<script(?! src=\"/)", page);
        Assert.DoesNotMatch(" (style|on[a-z]+)=", page);
        Assert.DoesNotMatch("https?://", page);
        foreach (var path in (string[])["/app.js", "/app.css", "/icon.svg"])
            Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, path)).Status);
        Assert.DoesNotContain("innerHTML", (await server.SendAsync(HttpMethod.Get, "/app.js")).Body);
        Assert.Contains("\"name\":\"reviews\"", (await server.SendAsync(HttpMethod.Get, "/endpoints")).Body);
        Assert.Contains("\"sampleText\"", (await server.SendAsync(HttpMethod.Get, "/endpoints/reviews")).Body);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Get, "/nowhere")).Status);
        Assert.Equal(405, (await server.SendAsync(HttpMethod.Delete, "/endpoints/reviews", change: request => request.Headers.Authorization = new("Bearer", RunningServer.Token))).Status);
    }
}
