using System.Text.Json;
using System.Text.Json.Serialization;

namespace Praxis.Cli;

/// <summary>Runs as JSON: a metric may be no number.</summary>
internal static class ExperimentsJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };
}
