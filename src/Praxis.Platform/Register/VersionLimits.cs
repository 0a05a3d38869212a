using Praxis.Contracts.Foundation;
using Praxis.Contracts.Register;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Register;

/// <summary>What may be attached to a version, and how much of it.</summary>
internal static class VersionLimits
{
    private const int MostProperties = 50;
    private const int MostVariables = 16;
    private const int MostKeyCharacters = 128;
    private const int MostValueCharacters = 256;
    private const int MostVariableCharacters = 1024;

    /// <exception cref="UserException">Something is out of its limits; everything found is told.</exception>
    public static void Check(ModelVersion model)
    {
        var problems = new List<Problem>();
        Pairs(model.CustomerMetadataProperties, "CustomerMetadataProperties", MostProperties, MostValueCharacters, problems);
        Pairs(model.MetadataProperties, "MetadataProperties", 4, MostVariableCharacters, problems);
        if (model.Description.Length > 1024)
            problems.Add(new Problem { Type = "too-long", Found = $"the description has {model.Description.Length:N0} characters", Expected = "at most 1,024" });
        var containers = model.InferenceSpecification?.Containers ?? [];
        if (containers.Count > InferenceSpecification.MostContainers)
            problems.Add(new Problem { Type = "too-many-containers", Found = $"the version has {containers.Count} containers", Expected = $"at most {InferenceSpecification.MostContainers}" });
        foreach (var container in containers)
            Pairs(container.Environment, "Environment", MostVariables, MostVariableCharacters, problems);
        foreach (var (family, source) in (model.ModelMetrics?.All() ?? []).Concat(model.DriftCheckBaselines?.All() ?? []))
            if (!DiskArtifactStore.IsHash(source.Artifact))
                problems.Add(new Problem { Type = "invalid-hash", Found = $"'{SafeText.Line(source.Artifact, 80)}' is not an artifact's hash", Where = family });
        if (problems.Count > 0)
            throw new UserException(Fault.Input, problems);
    }

    private static void Pairs(IReadOnlyDictionary<string, string> pairs, string what, int most, int mostValue, List<Problem> problems)
    {
        if (pairs.Count > most)
            problems.Add(new Problem { Type = "too-many-properties", Found = $"{what} has {pairs.Count} entries", Expected = $"at most {most}" });
        foreach (var (key, value) in pairs)
            if (key.Length is 0 or > MostKeyCharacters || value is null || value.Length > mostValue)
                problems.Add(new Problem { Type = "invalid-property", Found = $"'{SafeText.Line(key, 40)}' in {what} is empty or too long", Expected = $"a key of 1 to {MostKeyCharacters} characters, a value of at most {mostValue}" });
    }
}
