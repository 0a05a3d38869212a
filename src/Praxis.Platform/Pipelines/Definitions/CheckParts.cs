using System.Text.Json.Nodes;
using Praxis.Platform.Monitor;

namespace Praxis.Platform.Pipelines.Definitions;

/// <summary>The parts of a check step's JSON that YAML and C# write alike.</summary>
internal static class CheckParts
{
    /// <summary>The property file of the violations.</summary>
    public const string Violations = "Violations";

    /// <summary>The output, which holds all files of a check.</summary>
    public const string Report = "report";

    public static JsonObject Input(string name, JsonNode? address) => new() { ["InputName"] = name, ["S3Input"] = new JsonObject { ["S3Uri"] = address, ["LocalPath"] = $"/opt/ml/processing/input/{name}" } };

    /// <summary>The arguments, and beside them the property file.</summary>
    public static JsonObject Arguments(string type, JsonArray inputs, JsonObject step)
    {
        step["PropertyFiles"] = new JsonArray(new JsonObject { ["PropertyFileName"] = Violations, ["OutputName"] = Report, ["FilePath"] = ViolationsFile.Name });
        return new JsonObject
        {
            ["ProcessingResources"] = new JsonObject { ["ClusterConfig"] = new JsonObject { ["InstanceCount"] = 1, ["InstanceType"] = "local" } },
            ["AppSpecification"] = new JsonObject { ["ImageUri"] = type == StepTypes.ClarifyCheck ? "praxis/clarify" : "praxis/model-monitor" },
            ["ProcessingInputs"] = inputs,
            ["ProcessingOutputConfig"] = new JsonObject { ["Outputs"] = new JsonArray(new JsonObject { ["OutputName"] = Report, ["S3Output"] = new JsonObject { ["S3Uri"] = $"artifact://out/{Report}", ["LocalPath"] = $"/opt/ml/processing/output/{Report}" } }) },
        };
    }
}
