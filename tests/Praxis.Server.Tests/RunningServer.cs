using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Praxis.Server.Tests;

/// <summary>The real server on a free port, and clients for it.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    public const string Token = "0123456789abcdef";

    private RunningServer(PraxisServer server, FakeEndpoints endpoints, List<Exception> bugs)
    {
        (Server, Endpoints, Bugs) = (server, endpoints, bugs);
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{server.Addresses[0].Port}") };
    }

    public PraxisServer Server { get; }

    public FakeEndpoints Endpoints { get; }

    public List<Exception> Bugs { get; }

    public HttpClient Client { get; }

    public static async Task<RunningServer> StartAsync(Func<ServerOptions, ServerOptions>? change = null, IReadOnlyList<IRoomApi>? rooms = null)
    {
        var bugs = new List<Exception>();
        var endpoints = new FakeEndpoints();
        var options = new ServerOptions { Url = new Uri("http://127.0.0.1:0"), Token = Token, OnBug = bugs.Add };
        return new RunningServer(await PraxisServer.StartAsync(change?.Invoke(options) ?? options, endpoints, rooms ?? [], CancellationToken.None), endpoints, bugs);
    }

    public Task<(int Status, string Body, string? Type)> InvokeAsync(string body, string contentType = "application/json", string? accept = null) =>
        SendAsync(HttpMethod.Post, "/endpoints/reviews/invocations", body, contentType, request =>
        {
            if (accept is not null)
                request.Headers.TryAddWithoutValidation("Accept", accept);
        });

    public async Task<(int Status, string Body, string? Type)> SendAsync(HttpMethod method, string path, string? body = null, string contentType = "application/json", Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        change?.Invoke(request);
        using var response = await Client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>Sends bytes as they are and gives what comes back until the server closes.</summary>
    public async Task<string> RawAsync(string request)
    {
        using var socket = await ConnectAsync();
        await socket.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(socket.GetStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    public async Task<TcpClient> ConnectAsync()
    {
        var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", Server.Addresses[0].Port);
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}
