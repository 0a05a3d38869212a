using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Server.Api.Mlflow;

namespace Praxis.Server.Internals;

/// <summary>Stands before every route: who is asked for (Host), who asks (Origin, token), how answers are shown, and what an exception becomes.</summary>
internal sealed class Guard(ServerOptions options, bool isLoopback)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    // What a route's own name or id asks for and is not there.
    private static readonly HashSet<string> Unknown = new(StringComparer.Ordinal) { "unknown-dataset", "unknown-query", "unknown-experiment", "unknown-run", "unknown-model-group", "unknown-name", "unknown-artifact", "unknown-analysis", "unknown-recipe-run", "unknown-processing-job", "unknown-file", "unknown-execution", "unknown-pipeline" };

    private readonly byte[] token = Encoding.UTF8.GetBytes("Bearer " + options.Token);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        try
        {
            if (Refusal(context) is { } refusal)
                await Answers.ProblemAsync(context, refusal.Status, refusal.Problem);
            else
                await next(context);
        }
        catch (UserException error)
        {
            await Answers.ProblemAsync(context, StatusOf(error, context.Request), [.. error.Problems]);
        }
        catch (DamagedRecordException error)
        {
            options.OnBug?.Invoke(error);
            await Answers.ProblemAsync(context, 503, [.. error.ToUserException().Problems]);
        }
        catch (BadHttpRequestException error)
        {
            await Answers.ProblemAsync(context, error.StatusCode, BadRequest(error.StatusCode));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer.
        }
        catch (Exception error)
        {
            options.OnBug?.Invoke(error);
            await Answers.ProblemAsync(context, 500, new Problem { Type = "internal-error", Found = "the server made a mistake; its log says which" });
            return;
        }

        // What a route's parameters cannot be read from is answered without a word.
        if (context.Response is { HasStarted: false, StatusCode: 400 or 413 or 415, ContentLength: null })
            await Answers.ProblemAsync(context, context.Response.StatusCode, BadRequest(context.Response.StatusCode));
        if (context.Response is { HasStarted: false, StatusCode: 404 or 405, ContentLength: null })
            await Answers.ProblemAsync(context, context.Response.StatusCode, new Problem
            {
                Type = context.Response.StatusCode == 404 ? "unknown-route" : "wrong-method",
                Found = context.Response.StatusCode == 404 ? "there is nothing at this address" : "this address does not take this method",
            });
    }

    private Problem BadRequest(int status) => status == StatusCodes.Status413PayloadTooLarge
        ? new Problem { Type = "body-too-large", Found = $"the body is longer than {options.MostBodyBytes:N0} bytes" }
        : new Problem { Type = "bad-request", Found = "the request cannot be read", Expected = "what /openapi.json says of this route" };

    private static int StatusOf(UserException error, HttpRequest request) => (error.Fault, error.Problems[0].Type) switch
    {
        (not Fault.Input, _) => 503,
        (_, "still-used") => 409,
        (_, "unknown-model" or "unknown-alias") => request.Path.StartsWithSegments("/models") ? 404 : 400,
        var (_, type) => Unknown.Contains(type) ? 404 : 400,
    };

    private (int Status, Problem Problem)? Refusal(HttpContext context)
    {
        var request = context.Request;
        if (isLoopback && !IsOwnHost(request.Host))
            return (421, new Problem { Type = "foreign-host", Found = "the request was meant for another host", Expected = "localhost or 127.0.0.1" });
        var isChange = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);
        if (isChange && request.Headers.Origin.Count > 0 && !IsOwnOrigin(request))
            return (403, new Problem { Type = "foreign-origin", Found = "the request comes from a page of another site" });
        var isAsk = HttpMethods.IsPost(request.Method) && request.Path.Value?.EndsWith("/invocations", StringComparison.Ordinal) == true;
        var needsToken = isLoopback ? isChange && !isAsk : request.Path != "/ping";
        if (!needsToken || HasToken(request))
            return null;
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return (401, new Problem { Type = "token-needed", Found = "the workspace's token is missing or wrong", Expected = "Authorization: Bearer TOKEN", Remedy = "The token stands in the file 'token' of the workspace" });
    }

    // MLflow's clients may say the token as the password of any user too.
    private bool HasToken(HttpRequest request) =>
        request.Headers.Authorization is { Count: 1 } said
        && (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(said.ToString()), token)
            || (MlflowAnswer.IsFor(request.HttpContext) && Password(said.ToString()) is { } password && CryptographicOperations.FixedTimeEquals(password, token.AsSpan("Bearer ".Length))));

    private static byte[]? Password(string header)
    {
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) || header.Length > 4096)
            return null;
        var pair = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[6..].Trim(), pair, out var length))
            return null;
        var colon = pair.AsSpan(0, length).IndexOf((byte)':');
        return colon < 0 ? null : pair[(colon + 1)..length];
    }

    private static bool IsOwnHost(HostString host) =>
        host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsOwnOrigin(HttpRequest request) =>
        request.Headers.Origin.Count == 1 && string.Equals(request.Headers.Origin.ToString(), $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}
