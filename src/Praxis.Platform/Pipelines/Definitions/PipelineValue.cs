using System.Text.Json.Nodes;

namespace Praxis.Platform.Pipelines.Definitions;

/// <summary>A value in a definition: a constant, or an expression that gets its value when the step begins.</summary>
public sealed class PipelineValue
{
    private readonly JsonNode json;

    private PipelineValue(JsonNode json) => this.json = json;

    /// <summary>A text.</summary>
    public static implicit operator PipelineValue(string value) => FromString(value);

    /// <summary>A number.</summary>
    public static implicit operator PipelineValue(double value) => FromDouble(value);

    /// <summary>Yes or no.</summary>
    public static implicit operator PipelineValue(bool value) => FromBoolean(value);

    /// <summary>Yes or no.</summary>
    public static PipelineValue FromBoolean(bool value) => new(JsonValue.Create(value));

    /// <summary>A text.</summary>
    public static PipelineValue FromString(string value) => new(JsonValue.Create(value));

    /// <summary>A number.</summary>
    public static PipelineValue FromDouble(double value) => new(JsonValue.Create(value));

    /// <summary>What a path leads to: <c>Parameters.X</c>, <c>Steps.S.property</c>, <c>Execution.V</c>.</summary>
    public static PipelineValue Get(string path) => new(new JsonObject { ["Get"] = path });

    /// <summary>A value in a property file of a step.</summary>
    public static PipelineValue FromFile(string step, string propertyFile, string path) =>
        new(new JsonObject { ["Std:JsonGet"] = new JsonObject { ["PropertyFile"] = new JsonObject { ["Get"] = $"Steps.{step}.PropertyFiles.{propertyFile}" }, ["Path"] = path } });

    /// <summary>Values as text, joined.</summary>
    public static PipelineValue Join(string on, params PipelineValue[] values) =>
        new(new JsonObject { ["Std:Join"] = new JsonObject { ["On"] = on, ["Values"] = new JsonArray([.. values.Select(value => value.ToJson())]) } });

    internal JsonNode ToJson() => json.DeepClone();
}
