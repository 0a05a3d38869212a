using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Praxis.Contracts.Foundation;

namespace Praxis.Server.Api.Mlflow;

/// <summary>The fields of a call: query parameters of a GET, else a JSON object. Numbers may come as texts; fields that nobody asks for are ignored.</summary>
internal sealed class MlflowFields
{
    /// <summary>The longest JSON body, in bytes.</summary>
    public const int MostBodyBytes = 1_000_000;

    private readonly JsonElement json;
    private readonly IQueryCollection? query;

    private MlflowFields(JsonElement json, IQueryCollection? query) => (this.json, this.query) = (json, query);

    public static async Task<MlflowFields> ReadAsync(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method))
            return new MlflowFields(default, context.Request.Query);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MostBodyBytes;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (body.Length == 0)
            return new MlflowFields(JsonElement.Parse("{}"), null);
        try
        {
            var root = JsonElement.Parse(body.GetBuffer().AsSpan(0, (int)body.Length), new JsonDocumentOptions { MaxDepth = 32 });
            return root.ValueKind == JsonValueKind.Object ? new MlflowFields(root, null) : throw Wrong("the body is no JSON object", "a JSON object");
        }
        catch (JsonException error)
        {
            throw new UserException(new Problem { Type = "invalid-json", Found = "the body is no JSON", Expected = "a JSON object" }, error);
        }
    }

    public string? Text(string name)
    {
        if (query is not null)
            return query.TryGetValue(name, out var said) && said.Count > 0 ? said[^1] : null;
        return Element(name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.String } text => Whole(text, name),
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            { ValueKind: JsonValueKind.True } => "true",
            { ValueKind: JsonValueKind.False } => "false",
            _ => throw Wrong($"'{name}' is no text", "a text"),
        };
    }

    public string Required(string name) => Text(name) is { Length: > 0 } text ? text : throw Missing(name);

    /// <summary>A text that may be empty but must be there.</summary>
    public string Present(string name) => Text(name) ?? throw Missing(name);

    public long? Whole(string name) => Text(name) is not { Length: > 0 } text
        ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && real == Math.Truncate(real) && Math.Abs(real) < 9e18 ? (long)real
        : throw Wrong($"'{name}' is '{SafeText.Line(text, 40)}'", "a whole number of 64 bits");

    public double Number(string name) => Required(name) is var text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw Wrong($"'{name}' is '{SafeText.Line(text, 40)}'", "a number, NaN, Infinity or -Infinity");

    public int Most(string name, int otherwise) => Whole(name) is not { } most ? otherwise : most is >= int.MinValue and <= int.MaxValue ? (int)most : 0;

    public IReadOnlyList<string> Texts(string name)
    {
        if (query is not null)
            return [.. query[name].OfType<string>()];
        return Element(name) switch
        {
            null => [],
            { ValueKind: JsonValueKind.String } one => [Whole(one, name)],
            { ValueKind: JsonValueKind.Array } array => [.. array.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? Whole(item, name) : item.ValueKind == JsonValueKind.Number ? item.GetRawText() : throw Wrong($"'{name}' holds what is no text", "texts"))],
            _ => throw Wrong($"'{name}' is no list", "a list of texts"),
        };
    }

    public IReadOnlyList<MlflowFields> Objects(string name) => Element(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } array => [.. array.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Object ? new MlflowFields(item, null) : throw Wrong($"'{name}' holds what is no object", "objects"))],
        _ => throw Wrong($"'{name}' is no list", "a list of objects"),
    };

    public MlflowFields? Object(string name) => Element(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } one => new MlflowFields(one, null),
        _ => throw Wrong($"'{name}' is no object", "an object"),
    };

    public IReadOnlyList<KeyValuePair<string, string>> Pairs(string name) => [.. Objects(name).Select(pair => KeyValuePair.Create(pair.Required("key"), pair.Text("value") ?? ""))];

    public static UserException Wrong(string found, string expected) => new(new Problem { Type = "invalid-field", Found = found, Expected = expected });

    private static UserException Missing(string name) => Wrong($"'{name}' is missing", "a value");

    // A text with half a surrogate pair is none.
    private static string Whole(JsonElement text, string name)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            throw new UserException(new Problem { Type = "invalid-field", Found = $"'{name}' is no text", Expected = "Unicode" }, error);
        }
    }

    private JsonElement? Element(string name) => query is null && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
