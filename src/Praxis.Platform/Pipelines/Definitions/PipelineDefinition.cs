using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Pipelines.Definitions;

/// <summary>A pipeline's definition: SageMaker's JSON of version 2020-12-01, read and checked.</summary>
public sealed class PipelineDefinition
{
    /// <summary>The version of the form.</summary>
    public const string Version = "2020-12-01";

    /// <summary>The most characters of a definition.</summary>
    public const int MostCharacters = 1_048_576;

    private readonly Dictionary<string, PipelineStep> byName;

    internal PipelineDefinition(JsonObject json, IReadOnlyList<PipelineParameter> parameters, IReadOnlyList<PipelineStep> steps)
    {
        Json = json;
        Parameters = parameters;
        Steps = steps;
        byName = steps.ToDictionary(step => step.Name, StringComparer.Ordinal);
    }

    /// <summary>Its parameters, in order.</summary>
    public IReadOnlyList<PipelineParameter> Parameters { get; }

    /// <summary>The names of all steps, those of branches too.</summary>
    public IReadOnlyList<string> StepNames => [.. Steps.Select(step => step.Name)];

    internal JsonObject Json { get; }

    /// <summary>All steps, those of branches behind their condition.</summary>
    internal IReadOnlyList<PipelineStep> Steps { get; }

    internal PipelineStep this[string name] => byName[name];

    /// <summary>Reads SageMaker's JSON.</summary>
    /// <exception cref="UserException">It is none, or has mistakes: all are told, up to twenty.</exception>
    public static PipelineDefinition Parse(string json) => DefinitionReader.Read(json);

    /// <summary>Reads YAML, the form for people, or JSON; the text's first character decides.</summary>
    /// <exception cref="UserException">It is neither, or has mistakes: all are told, up to twenty.</exception>
    public static PipelineDefinition ParseYamlOrJson(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.AsSpan().TrimStart(" \t\r\n\ufeff").StartsWith("{") ? Parse(text) : Parse(YamlDefinition.ToJson(text).ToJsonString());
    }

    /// <summary>The name that a YAML definition gives itself; null where it gives none, or where the text is JSON.</summary>
    public static string? NameOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.AsSpan().TrimStart(" \t\r\n\ufeff").StartsWith("{") ? null : YamlDefinition.NameOf(text);
    }

    /// <summary>A step and all that follow from it.</summary>
    /// <exception cref="UserException">There is no such step.</exception>
    public IReadOnlyList<string> StepsFrom(string name)
    {
        if (!Has(name))
            throw new UserException(new Problem { Type = "unknown-step", Found = $"the pipeline has no step '{SafeText.Line(name, 80)}'", Expected = string.Join(", ", StepNames.Take(30)), Remedy = NearestName.Suggestion(name, StepNames) });
        var found = new HashSet<string>(StringComparer.Ordinal) { name };
        while (Steps.FirstOrDefault(step => !found.Contains(step.Name) && step.WaitsFor.Any(found.Contains)) is { } next)
            found.Add(next.Name);
        return [.. StepNames.Where(found.Contains)];
    }

    /// <summary>The steps as rows of a tree: each below the last of those it waits for, with how deep it stands and the condition whose branch it is in.</summary>
    public IReadOnlyList<(string Name, string Type, int Depth, string? Condition)> Rows()
    {
        var depth = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (layer, steps) in Graphs.StepLayers.Of(this).Index())
            foreach (var step in steps)
                depth[step.Name] = layer;
        return [.. Steps.OrderBy(step => depth[step.Name]).Select(step => (step.Name, step.Type, depth[step.Name], step.Condition))];
    }

    /// <summary>The definition as SageMaker's JSON, as it was written.</summary>
    public string ToJson() => Json.ToJsonString(DefinitionJson.Indented);

    internal bool Has(string name) => byName.ContainsKey(name);
}
