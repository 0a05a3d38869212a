using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Praxis.Platform.Pipelines.Checks;
using Praxis.Platform.Pipelines.Definitions;
using Praxis.Platform.Pipelines.Steps;

namespace Praxis.Platform.Pipelines.Executions;

/// <summary>The name of all that a step's result depends on: pipeline, step, the arguments that count, the content of what it reads, and the version of our own program where it runs that.</summary>
internal static class CacheKey
{
    private static readonly string[] addressFields = ["S3Uri", "ModelDataUrl", CheckFields.PreviousConstraints, CheckFields.PreviousStatistics];

    /// <summary>The key: SHA-256, hexadecimal.</summary>
    public static string Of(string pipeline, PipelineStep step, JsonObject arguments, Addresses addresses, string version)
    {
        // What a type keeps beside its arguments, such as CheckType, counts too.
        var all = new JsonObject(arguments.Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
        foreach (var (name, value) in step.Json)
            all.TryAdd(name, value?.DeepClone());
        var attributes = (JsonObject)Identified(StepTypes.CacheAttributes(step.Type, all), addresses)!;
        var text = new JsonObject { ["pipeline"] = pipeline, ["step"] = step.Name, ["type"] = step.Type, ["version"] = version, ["attributes"] = attributes }.ToJsonString();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    // Names in order, numbers and flags as text, addresses with their content's name: what means the same is written the same.
    private static JsonNode? Identified(JsonNode? node, Addresses addresses) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(
            pair.Key,
            addressFields.Contains(pair.Key) && pair.Value is JsonValue address ? JsonValue.Create(addresses.Open(Expression.Text(address)).Identity) : Identified(pair.Value, addresses)))),
        JsonArray list => new JsonArray([.. list.Select(item => Identified(item, addresses))]),
        JsonValue value => JsonValue.Create(Expression.Text(value)),
        _ => null,
    };
}
