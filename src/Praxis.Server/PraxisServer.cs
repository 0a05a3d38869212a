using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Praxis.Contracts.Foundation;
using Praxis.Server.Api;
using Praxis.Server.Console;
using Praxis.Server.Internals;

namespace Praxis.Server;

/// <summary>The workspace's HTTP server.</summary>
public sealed class PraxisServer : IAsyncDisposable
{
    private readonly WebApplication application;

    private PraxisServer(WebApplication application)
    {
        this.application = application;
        Addresses = [.. application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];
    }

    /// <summary>Where it listens, the port resolved.</summary>
    public IReadOnlyList<Uri> Addresses { get; }

    internal IReadOnlyList<RouteEndpoint> Routes =>
        [.. ((IEndpointRouteBuilder)application).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];

    /// <summary>Starts to listen.</summary>
    /// <exception cref="UserException">The port is taken, the address is open to others without TLS, or the certificate cannot be read.</exception>
    public static Task<PraxisServer> StartAsync(ServerOptions options, IEndpointSource endpoints, CancellationToken cancellationToken) => StartAsync(options, endpoints, [], cancellationToken);

    /// <summary>Starts to listen, with the routes of more rooms.</summary>
    /// <exception cref="UserException">The port is taken, the address is open to others without TLS, or the certificate cannot be read.</exception>
    public static async Task<PraxisServer> StartAsync(ServerOptions options, IEndpointSource endpoints, IReadOnlyList<IRoomApi> rooms, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rooms);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(endpoints);
        var address = await ResolveAsync(options, cancellationToken);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options, address));
        builder.Services.AddRoutingCore();
        builder.Services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.MaxDepth = 32;
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
        });
        builder.Services.AddOpenApi("v1", ApiDocument.Configure);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.Logging.ClearProviders();
        var application = builder.Build();
        application.Use(new Guard(options, IPAddress.IsLoopback(address)).InvokeAsync);
        application.UseRouting();
        EndpointsApi.Map(application, options, endpoints);
        TryPage.Map(application);
        foreach (var room in rooms)
            room.Map(application);
        application.MapOpenApi("/openapi.json").ExcludeFromDescription();
        application.UseEndpoints(_ => { });
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException or SocketException)
        {
            await application.DisposeAsync();
            throw new UserException(
                Fault.Environment,
                [new Problem { Type = "port-in-use", Found = $"the address {options.Url.Authority} is taken or not ours", Remedy = "Choose another port with --port, or --port 0 for any free one" }],
                error);
        }
        catch (SocketException error)
        {
            await application.DisposeAsync();
            throw new UserException(
                Fault.Environment,
                [new Problem { Type = "port-refused", Found = $"the address {options.Url.Authority} cannot be listened on: {SafeText.Line(error.Message, 200)}", Remedy = "Choose another port with --port" }],
                error);
        }

        return new PraxisServer(application);
    }

    /// <summary>Waits until the token asks for the end, then lets running requests finish, five seconds at most.</summary>
    public async Task WaitForShutdownAsync(CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(() => ended.TrySetResult());
        await ended.Task;
        await application.StopAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    private static async Task<IPAddress> ResolveAsync(ServerOptions options, CancellationToken cancellationToken)
    {
        var host = options.Url.Host.Trim('[', ']');
        if (!IPAddress.TryParse(host, out var address))
        {
            try
            {
                address = host == "localhost" ? IPAddress.Loopback : (await Dns.GetHostAddressesAsync(host, cancellationToken))[0];
            }
            catch (SocketException error)
            {
                throw new UserException(new Problem { Type = "unknown-address", Found = $"the address '{SafeText.Line(host, 80)}' is unknown", Expected = "an address of this machine, such as 127.0.0.1" }, error);
            }
        }

        var isSecure = options.Url.Scheme == Uri.UriSchemeHttps;
        if (isSecure && options.CertificatePath is null)
            throw Refused("missing-certificate", "an https address needs a certificate", "Give one with --certificate FILE.pfx");
        if (!IPAddress.IsLoopback(address) && !isSecure && !options.Insecure)
            throw Refused(
                "insecure-address",
                $"{options.Url.Authority} can be reached from other machines, and without TLS the token and the texts could be read on the way",
                "Give --certificate FILE.pfx, or --insecure where the network is trusted");
        return address;
    }

    private static UserException Refused(string type, string found, string remedy) =>
        new(Fault.Environment, [new Problem { Type = type, Found = found, Remedy = remedy }]);

    private static void Configure(KestrelServerOptions kestrel, ServerOptions options, IPAddress address)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MostBodyBytes;
        kestrel.Limits.MaxConcurrentConnections = options.MostConnections;
        kestrel.Limits.RequestHeadersTimeout = options.HeadersTimeout;
        kestrel.Limits.KeepAliveTimeout = options.KeepAliveTimeout;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(options.LeastBytesPerSecond, TimeSpan.FromSeconds(5));
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        kestrel.Listen(address, options.Url.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (options.Url.Scheme != Uri.UriSchemeHttps)
                return;
            try
            {
                listen.UseHttps(X509CertificateLoader.LoadPkcs12FromFile(options.CertificatePath!, options.CertificatePassword));
            }
            catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException)
            {
                throw new UserException(
                    Fault.Environment,
                    [new Problem { Type = "bad-certificate", Found = $"the certificate cannot be read: {SafeText.Line(error.Message, 200)}", Where = SafeText.Line(options.CertificatePath), Expected = "a PFX file with its private key" }],
                    error);
            }
        });
    }
}
