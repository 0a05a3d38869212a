using System.Text.Json;
using System.Text.Json.Serialization;

namespace Praxis.Platform.Foundation;

/// <summary>How records are written as JSON: camel case, enumerations by name, the same bytes for the same record.</summary>
public static class RecordJson
{
    private static readonly JsonSerializerOptions Compact = Options(indented: false);
    private static readonly JsonSerializerOptions Indented = Options(indented: true);

    /// <summary>The record on one line.</summary>
    public static string Write<T>(T record) => JsonSerializer.Serialize(record, Compact);

    /// <summary>The record for people to read.</summary>
    public static string WriteIndented<T>(T record) => JsonSerializer.Serialize(record, Indented);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="DamagedRecordException">The text is damaged.</exception>
    public static T Read<T>(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Compact) ?? throw new JsonException("there is nothing");
        }
        catch (JsonException error)
        {
            throw new DamagedRecordException(error);
        }
    }

    private static JsonSerializerOptions Options(bool indented) => new(JsonSerializerDefaults.Web)
    {
        WriteIndented = indented,
        Converters = { new JsonStringEnumConverter() },
    };
}
