using System.Text.Json.Nodes;

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
    /// <exception cref="Praxis.Contracts.Foundation.UserException">It is none, or has mistakes: all are told, up to twenty.</exception>
    public static PipelineDefinition Parse(string json) => DefinitionReader.Read(json);

    /// <summary>Reads YAML, the form for people, or JSON; the text's first character decides.</summary>
    /// <exception cref="Praxis.Contracts.Foundation.UserException">It is neither, or has mistakes: all are told, up to twenty.</exception>
    public static PipelineDefinition ParseYamlOrJson(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.AsSpan().TrimStart(" \t\r\n\ufeff").StartsWith("{") ? Parse(text) : Parse(YamlDefinition.ToJson(text).ToJsonString());
    }

    /// <summary>The definition as SageMaker's JSON, as it was written.</summary>
    public string ToJson() => Json.ToJsonString(DefinitionJson.Indented);

    internal bool Has(string name) => byName.ContainsKey(name);
}
