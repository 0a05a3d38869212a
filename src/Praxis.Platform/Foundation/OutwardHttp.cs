using System.Net;
using System.Net.Sockets;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>
/// Calls addresses that definitions and data name. Where a name leads is looked at when it is called, so that one that leads elsewhere the second time gains nothing; redirects are not followed;
/// this machine and private networks are refused, but for hosts that the machine's owner allows.
/// </summary>
internal static class OutwardHttp
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    // RFC 1918, 6598, 3927, 5735, 6890: networks of one's own, and those that lead to nobody.
    private static readonly IPNetwork[] Private =
    [
        .. ((string[])["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4", "::/128", "::1/128", "fc00::/7", "fe80::/10", "ff00::/8", "64:ff9b::/96"]).Select(IPNetwork.Parse),
    ];

    /// <summary>A client for one call.</summary>
    /// <param name="allowedHosts">Hosts with their ports, such as <c>127.0.0.1:9000</c>, that may be called though they are private.</param>
    public static HttpClient Client(IReadOnlyList<string> allowedHosts) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        ConnectCallback = async (context, cancellationToken) =>
        {
            var host = context.DnsEndPoint;
            var addresses = await Dns.GetHostAddressesAsync(host.Host, cancellationToken);
            var isAllowed = allowedHosts.Contains(FormattableString.Invariant($"{host.Host}:{host.Port}"), StringComparer.OrdinalIgnoreCase);
            if (!isAllowed && addresses.FirstOrDefault(IsPrivate) is not null)
                throw new HttpRequestException("the address leads to this machine or a private network", new UserException(new Problem
                {
                    Type = "private-address",
                    Found = "the address leads to this machine or a private network",
                    Expected = "a public address",
                    Remedy = "Allow it with PRAXIS_ALLOWED_HOSTS=HOST:PORT where it is yours",
                }));
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(addresses, host.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    })
    {
        Timeout = Timeout,
        MaxResponseContentBufferSize = 1 << 20,
    };

    /// <summary>Whether an address is this machine's, a private network's or nobody's.</summary>
    public static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return Private.Any(network => network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address));
    }
}
