using System.Net.Http.Headers;
using System.Text;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>
/// Sends run events to a file, a line each, or to a collector that the user named. What it tells is told beside the work: no failure of file or collector ever
/// becomes one of the job, <see cref="EmitAsync"/> says it and <c>onFailure</c> hears it.
/// </summary>
public sealed class OpenLineageEmitter : IDisposable
{
    private const int MostAttempts = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly string? path;
    private readonly Uri? collector;
    private readonly HttpClient? client;
    private readonly Action<string>? onFailure;

    /// <summary>Creates the emitter.</summary>
    /// <param name="target">A file, or a collector's address: <c>https://HOST/api/v1/lineage</c>.</param>
    /// <param name="apiKey">The collector's key, sent as <c>Authorization: Bearer</c>; never written anywhere.</param>
    /// <param name="onFailure">Told each event that did not arrive, in a sentence safe to show.</param>
    /// <exception cref="UserException">The target is neither.</exception>
    public OpenLineageEmitter(string target, string? apiKey = null, Action<string>? onFailure = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        this.onFailure = onFailure;
        if (!target.Contains("://", StringComparison.Ordinal))
        {
            path = target.Length > 0 && target.AsSpan().IndexOf('\0') < 0 ? Path.GetFullPath(target) : throw Wrong(target);
            return;
        }

        collector = Uri.TryCreate(target, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0 ? address : throw Wrong(target);

        // A redirect would lead to an address that nobody named.
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = Patience }) { Timeout = Patience };
        if (apiKey is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
    }

    /// <summary>Sends an event; says whether it arrived.</summary>
    /// <exception cref="OperationCanceledException">The token ended it.</exception>
    public async Task<bool> EmitAsync(OpenLineageRun run, CancellationToken cancellationToken)
    {
        var line = OpenLineageEvent.Write(run);
        try
        {
            if (path is not null)
                await AppendAsync(line, cancellationToken).ConfigureAwait(false);
            else
            {
                using var content = new StringContent(line, Encoding.UTF8, "application/json");
                using var response = await client!.PostAsync(collector, content, cancellationToken).ConfigureAwait(false);
                if (!response.IsSuccessStatusCode)
                    return Failed($"the collector answered with status {(int)response.StatusCode}");
            }

            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error) when (error is HttpRequestException or IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            return Failed(error is OperationCanceledException ? "the collector did not answer in time" : SafeText.Line(error.Message, 200));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client?.Dispose();

    // Whoever writes holds the file alone for a moment, or lines of two processes would overwrite each other.
    private async Task AppendAsync(string line, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
            try
            {
                await using var file = new FileStream(path!, FileMode.Append, FileAccess.Write, FileShare.None, 1);
                await file.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (IOException) when (attempt < MostAttempts && File.Exists(path))
            {
                await Task.Delay(attempt, cancellationToken).ConfigureAwait(false);
            }
    }

    private bool Failed(string why)
    {
        onFailure?.Invoke($"A lineage event did not arrive: {why}.");
        return false;
    }

    private static UserException Wrong(string target) => new(new Problem
    {
        Type = "invalid-lineage-target",
        Found = $"'{SafeText.Line(target, 80)}' is neither a file nor a collector's address",
        Expected = "a file, or http(s)://HOST/PATH without a user in it",
    });
}
