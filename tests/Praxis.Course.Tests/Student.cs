using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Praxis.Testing;

namespace Praxis.Course.Tests;

/// <summary>Who takes the course: a folder, a workspace, the program's command line, and its server.</summary>
internal sealed class Student : IDisposable
{
    private readonly ScratchFolder folder = new();
    private Process? server;
    private HttpClient? client;

    public string this[string relativePath] => folder[relativePath];

    /// <summary>The published program where it is as new as the one that was built with these tests, else that one.</summary>
    public static string Program { get; } = Newest();

    public string Write(string relativePath, string text) => folder.Write(relativePath, text);

    /// <summary>Runs the program; it has to end well.</summary>
    public string Run(params string[] arguments)
    {
        using var process = Start(arguments);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(3)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("The program did not end: " + string.Join(' ', arguments));
        }

        Assert.True(process.ExitCode == 0, $"praxis {string.Join(' ', arguments)} ended with {process.ExitCode}: {error.Result}");
        return output.Result;
    }

    /// <summary>Rows of a query by the command line.</summary>
    public string[][] Ask(string sql) =>
        [.. Run("query", sql, "--format", "jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.EnumerateObject().Select(cell => cell.Value.ToString()).ToArray())];

    /// <summary>Begins to serve.</summary>
    public async Task ServeAsync()
    {
        server = Start("serve", "--port", "0");
        var line = await server.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.True(line?.StartsWith("Serving at ", StringComparison.Ordinal) == true, line);
        client = new HttpClient { BaseAddress = new Uri(line!.Split(' ')[2]) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(this[".praxis/token"]));
    }

    /// <summary>Begins something over HTTP, waits for its end by its events, and gives its record.</summary>
    public async Task<JsonElement> DoAsync(string route, object body)
    {
        using var begun = await client!.PostAsJsonAsync(route, body, TestContext.Current.CancellationToken);
        var text = await begun.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)begun.StatusCode == 202, text);
        var id = JsonDocument.Parse(text).RootElement.GetProperty("id").GetString();
        await client!.GetStringAsync(new Uri($"{route}/{id}/events", UriKind.Relative), TestContext.Current.CancellationToken);
        return await GetAsync($"{route}/{id}");
    }

    public async Task<JsonElement> GetAsync(string path) => JsonDocument.Parse(await client!.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken)).RootElement;

    /// <summary>Rows of a query by HTTP.</summary>
    public async Task<string[][]> AskAsync(string sql)
    {
        var query = await DoAsync("queries", new { sql });
        Assert.True(query.GetProperty("state").GetString() == "SUCCEEDED", query.ToString());
        var page = await GetAsync($"queries/{query.GetProperty("id").GetString()}/results?limit=1000");
        return [.. page.GetProperty("rows").EnumerateArray().Select(row => row.EnumerateArray().Select(cell => cell.ToString()).ToArray())];
    }

    /// <summary>Within the tolerance of the course: 1e-12 of the value.</summary>
    public static void Equal(double expected, string own) =>
        Assert.InRange(double.Parse(own, CultureInfo.InvariantCulture) - expected, -1e-12 * Math.Max(1, Math.Abs(expected)), 1e-12 * Math.Max(1, Math.Abs(expected)));

    public void Dispose()
    {
        client?.Dispose();
        if (server is not null)
        {
            server.Kill(entireProcessTree: true);
            server.WaitForExit();
            server.Dispose();
        }

        folder.Dispose();
    }

    private static string Newest()
    {
        var built = Path.Combine(AppContext.BaseDirectory, "praxis");
        var published = Path.Combine(Repository.Root, "artifacts", "publish", "Praxis.Cli", "release", "praxis");
        return File.Exists(published) && File.GetLastWriteTimeUtc(published + ".dll") >= File.GetLastWriteTimeUtc(built + ".dll") ? published : built;
    }

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Remove("PRAXIS_WORKSPACE");
        return Process.Start(start)!;
    }
}
