namespace Praxis.Server;

/// <summary>Where the server listens, who may change what, and its limits.</summary>
public sealed record ServerOptions
{
    /// <summary>The address to listen on; port 0 takes any free one.</summary>
    public Uri Url { get; init; } = new("http://127.0.0.1:8080");

    /// <summary>The secret for changing routes; for every route but <c>/ping</c> where the address is no loopback one.</summary>
    public required string Token { get; init; }

    /// <summary>Listen on an address other than loopback without TLS.</summary>
    public bool Insecure { get; init; }

    /// <summary>The certificate (PFX) for TLS; needed for an <c>https</c> address.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>The certificate's password.</summary>
    public string? CertificatePassword { get; init; }

    /// <summary>The longest body, in bytes.</summary>
    public long MostBodyBytes { get; init; } = 6 * 1024 * 1024;

    /// <summary>The most texts in one request.</summary>
    public int MostInstances { get; init; } = 10_000;

    /// <summary>The most open connections; one more is closed at once.</summary>
    public long MostConnections { get; init; } = 20_000;

    /// <summary>How long the headers of a request may take.</summary>
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an idle connection is kept.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The slowest body taken, in bytes a second, after five seconds of grace.</summary>
    public double LeastBytesPerSecond { get; init; } = 240;

    /// <summary>Told every exception that is a bug of ours, once.</summary>
    public Action<Exception>? OnBug { get; init; }
}
