using System.Text.Json;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Pipelines.Steps.Rooms;

/// <summary>The options of a run that each room needs, and no others: what cannot change a room's result does not make it anew.</summary>
internal static class RoomOptions
{
    private static readonly string[] columns = [nameof(MainJobOptions.Text), nameof(MainJobOptions.MoreColumns), nameof(MainJobOptions.Label), nameof(MainJobOptions.Facet)];
    private static readonly string[] rows = [.. columns, nameof(MainJobOptions.LabelMap), nameof(MainJobOptions.RareFacetRows), nameof(MainJobOptions.Dedupe), nameof(MainJobOptions.Balance), nameof(MainJobOptions.HeldOut), nameof(MainJobOptions.Seed)];
    private static readonly string[] model = [nameof(MainJobOptions.Algorithm), nameof(MainJobOptions.Hyperparameters), nameof(MainJobOptions.Seed)];
    private static readonly string[] file = [nameof(MainJobOptions.File), nameof(MainJobOptions.Name), nameof(MainJobOptions.Reading), .. columns];

    private static readonly Dictionary<string, string[]> Needed = new(StringComparer.Ordinal)
    {
        [RoomNames.Recipe] = [.. file, nameof(MainJobOptions.RecipeName)],
        [RoomNames.Ingest] = file,
        [RoomNames.Analyze] = [.. columns, nameof(MainJobOptions.LabelMap), nameof(MainJobOptions.Positive), nameof(MainJobOptions.RareFacetRows)],
        [RoomNames.Prepare] = rows,
        [RoomNames.Train] = model,
        [RoomNames.Evaluate] = [nameof(MainJobOptions.Algorithm)],
        [RoomNames.Register] = [.. rows.Union(model, StringComparer.Ordinal), nameof(MainJobOptions.MinAccuracy)],
    };

    /// <summary>What a room needs, as JSON.</summary>
    public static string Write(MainJobOptions options, string room)
    {
        var all = JsonNode.Parse(RecordJson.Write(options))!.AsObject();
        return new JsonObject(Needed[room].Select(Key).Select(name => KeyValuePair.Create(name, all[name]?.DeepClone()))).ToJsonString();
    }

    /// <summary>Reads it; what the room does not need is empty.</summary>
    /// <exception cref="StepFailedException">It is no JSON of that form.</exception>
    public static MainJobOptions Read(string? json)
    {
        try
        {
            var map = JsonNode.Parse(json ?? "") as JsonObject ?? [];
            foreach (var required in (string[])[nameof(MainJobOptions.File), nameof(MainJobOptions.Text), nameof(MainJobOptions.Label)])
                map.TryAdd(Key(required), "");
            return RecordJson.Read<MainJobOptions>(map.ToJsonString());
        }
        catch (Exception error) when (error is JsonException or DamagedRecordException)
        {
            throw new StepFailedException($"ClientError: {RoomFields.Options} cannot be read: {SafeText.Line(error.Message, 200)}");
        }
    }

    private static string Key(string property) => JsonNamingPolicy.CamelCase.ConvertName(property);
}
