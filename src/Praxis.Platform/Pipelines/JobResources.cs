using System.Text.Json.Nodes;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Definitions;

namespace Praxis.Platform.Pipelines;

/// <summary>What a step's job needs of the machine; in a definition beside its instances, as <c>Cpus</c>, <c>MemoryInMB</c> and <c>Gpus</c>.</summary>
/// <param name="Cpus">Cores; null for what the step takes by itself.</param>
/// <param name="MemoryMegabytes">Memory, in MiB; null for no more than there is.</param>
/// <param name="Gpus">GPUs; null for none.</param>
public sealed record JobResources(int? Cpus = null, long? MemoryMegabytes = null, int? Gpus = null)
{
    internal static JobResources Of(JsonNode? configuration) => new(
        (int?)Expression.AsNumber(configuration?[nameof(Cpus)]), (long?)Expression.AsNumber(configuration?["MemoryInMB"]), (int?)Expression.AsNumber(configuration?[nameof(Gpus)]));

    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["InstanceCount"] = 1, ["InstanceType"] = "local" };
        if (Cpus is { } cpus)
            json[nameof(Cpus)] = cpus;
        if (MemoryMegabytes is { } memory)
            json["MemoryInMB"] = memory;
        if (Gpus is { } gpus)
            json[nameof(Gpus)] = gpus;
        return json;
    }

    internal JobDefinition Apply(JobDefinition definition) => definition with
    {
        Cpus = Cpus is { } cpus and > 0 ? cpus : definition.Cpus,
        MemoryBytes = MemoryMegabytes is { } memory and > 0 ? memory << 20 : definition.MemoryBytes,
        Gpus = Gpus is { } gpus and > 0 ? gpus : definition.Gpus,
    };
}
