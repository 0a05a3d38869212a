using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Praxis.Platform.Pipelines.Definitions;

/// <summary>The expressions of a definition: <c>Get</c>, <c>Std:Join</c> and <c>Std:JsonGet</c>, at any place in a step's arguments.</summary>
internal static class Expression
{
    /// <summary>Every <c>Get</c> below a node, with the <c>Std:JsonGet</c> that it stands in.</summary>
    public static IEnumerable<string> References(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject { Count: 1 } only when only["Get"] is JsonValue value && value.TryGetValue<string>(out var path):
                yield return path;
                break;
            case JsonObject map:
                foreach (var reference in map.SelectMany(pair => References(pair.Value)))
                    yield return reference;
                break;
            case JsonArray list:
                foreach (var reference in list.SelectMany(References))
                    yield return reference;
                break;
        }
    }

    /// <summary>A copy in which every expression has become its value.</summary>
    /// <param name="node">The JSON.</param>
    /// <param name="values">Tells what an expression stands for.</param>
    /// <exception cref="ExpressionException">A value is not there.</exception>
    public static JsonNode? Resolve(JsonNode? node, IExpressionValues values)
    {
        switch (node)
        {
            case JsonObject { Count: 1 } only when only["Get"] is JsonValue value && value.TryGetValue<string>(out var path):
                return values.Get(path)?.DeepClone();
            case JsonObject { Count: 1 } only when only["Std:Join"] is JsonObject join:
                return JsonValue.Create(string.Join(Text(Resolve(join["On"], values)), (join["Values"] as JsonArray ?? []).Select(part => Text(Resolve(part, values)))));
            case JsonObject { Count: 1 } only when only["Std:JsonGet"] is JsonObject get:
                return values.FromFile(get["PropertyFile"]?["Get"]?.GetValue<string>(), Resolve(get["S3Uri"], values)?.ToString(), Text(Resolve(get["Path"], values)))?.DeepClone();
            case JsonObject map:
                return new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, Resolve(pair.Value, values))));
            case JsonArray list:
                return new JsonArray([.. list.Select(item => Resolve(item, values))]);
            default:
                return node?.DeepClone();
        }
    }

    /// <summary>A value as text, the same in every culture: a number in its shortest form, <c>True</c> and <c>False</c>.</summary>
    public static string Text(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value => value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.True => "True",
            JsonValueKind.False => "False",
            JsonValueKind.Number => Number(value),
            _ => "",
        },
        _ => node.ToJsonString(),
    };

    /// <summary>A value as a number, also one written as text; null where it is none.</summary>
    public static double? AsNumber(JsonNode? node) => node is JsonValue value
        ? value.GetValueKind() switch
        {
            JsonValueKind.Number => double.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture),
            JsonValueKind.String => double.TryParse(value.GetValue<string>(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
            _ => null,
        }
        : null;

    private static string Number(JsonValue value)
    {
        var raw = value.ToJsonString();
        return long.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? whole.ToString(CultureInfo.InvariantCulture)
            : double.Parse(raw, NumberStyles.Float, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant();
    }
}
