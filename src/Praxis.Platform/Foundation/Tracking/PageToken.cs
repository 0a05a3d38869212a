using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation.Tracking;

/// <summary>Where the next page begins, in a form that nobody reads: base64 of <c>{"offset": n}</c>.</summary>
internal static class PageToken
{
    public static string Write(long offset) => Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"offset\": {offset}}}")));

    /// <exception cref="UserException">It was not given by <see cref="Write"/>.</exception>
    public static long Read(string? token)
    {
        if (string.IsNullOrEmpty(token))
            return 0;
        try
        {
            if (token.Length < 200 && Base64.IsValid(token))
                using (var json = JsonDocument.Parse(Convert.FromBase64String(token)))
                    if (json.RootElement.GetProperty("offset").TryGetInt64(out var offset) && offset >= 0)
                        return offset;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // Told below.
        }

        throw new UserException(new Problem { Type = "invalid-page", Found = "the page token is none that was given", Expected = "the token of the page before" });
    }
}
