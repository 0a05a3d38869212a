using System.Text.Json.Nodes;

namespace Praxis.Platform.Pipelines.Definitions;

/// <summary>Turns <c>${...}</c> in the texts of a YAML definition into expressions.</summary>
/// <param name="parameters">The names of the parameters.</param>
/// <param name="steps">Step name to its type, as in YAML, and the names of its property files.</param>
internal sealed class YamlReferences(IReadOnlyCollection<string> parameters, IReadOnlyDictionary<string, YamlStepNames> steps)
{
    /// <summary>The text as JSON: a text, one expression, or texts and expressions joined.</summary>
    public JsonNode Of(string text)
    {
        var parts = new List<JsonNode>();
        var at = 0;
        while (text.IndexOf("${", at, StringComparison.Ordinal) is var begin and >= 0 && text.IndexOf('}', begin) is var end and >= 0)
        {
            if (begin > at)
                parts.Add(JsonValue.Create(text[at..begin]));
            parts.Add(Reference(text[(begin + 2)..end].Trim()));
            at = end + 1;
        }

        if (at < text.Length)
            parts.Add(JsonValue.Create(text[at..]));
        return parts.Count switch
        {
            0 => JsonValue.Create(text),
            1 => parts[0],
            _ => new JsonObject { ["Std:Join"] = new JsonObject { ["On"] = "", ["Values"] = new JsonArray([.. parts]) } },
        };
    }

    private JsonObject Reference(string path)
    {
        var dot = path.AsSpan().IndexOfAny('.', '[');
        var (first, rest) = dot < 0 ? (path, "") : (path[..dot], path[dot] == '.' ? path[(dot + 1)..] : path[dot..]);
        if (first is "Parameters" or "Execution" or "Steps" or "PipelineExperimentConfig")
            return Get(path);
        if (rest.Length == 0 || (parameters.Contains(first) && !steps.ContainsKey(first)))
            return Get("Parameters." + path);
        return steps.TryGetValue(first, out var step) ? OfStep(first, step, rest) : Get($"Steps.{path}");
    }

    private static JsonObject OfStep(string name, YamlStepNames step, string rest)
    {
        var dot = rest.AsSpan().IndexOfAny('.', '[');
        var first = dot < 0 ? rest : rest[..dot];
        if (step.PropertyFiles.Contains(first) && dot > 0)
            return FromFile(name, first, rest[dot..].TrimStart('.'));
        if (step.Type == "Evaluate" && first is "accuracy" or "balanced_accuracy" or "macro_f1")
            return FromFile(name, YamlStepNames.Evaluation, $"metrics.{rest}.value");
        return (step.Type, first) switch
        {
            ("Training", "model") => Get($"Steps.{name}.ModelArtifacts.S3ModelArtifacts"),
            ("Training", "metrics") => Get($"Steps.{name}.FinalMetricDataList{rest["metrics".Length..]}.Value"),
            ("Model", "model") => Get($"Steps.{name}.ModelName"),
            ("RegisterModel", "package") => Get($"Steps.{name}.ModelPackageArn"),
            ("Condition", "outcome") => Get($"Steps.{name}.Outcome"),
            ("Transform", "output") => Get($"Steps.{name}.TransformOutput.S3OutputPath"),
            (YamlCheck.Bias or StepTypes.ClarifyCheck or StepTypes.QualityCheck, "violations") => FromFile(name, CheckParts.Violations, rest is "violations" ? "count" : rest),
            (YamlCheck.Bias or StepTypes.ClarifyCheck or StepTypes.QualityCheck, "report") => Get($"Steps.{name}.ProcessingOutputConfig.Outputs['{CheckParts.Report}'].S3Output.S3Uri"),
            (YamlCheck.Bias or StepTypes.ClarifyCheck or StepTypes.QualityCheck, "constraints") => Get($"Steps.{name}.CalculatedBaselineConstraints"),
            (StepTypes.QualityCheck, "statistics") => Get($"Steps.{name}.CalculatedBaselineStatistics"),
            ("Callback", _) => Get($"Steps.{name}.OutputParameters['{first}']"),
            ("Processing" or "Evaluate", _) when step.Outputs.Contains(first) => dot < 0
                ? Get($"Steps.{name}.ProcessingOutputConfig.Outputs['{first}'].S3Output.S3Uri")
                : Get($"Steps.{name}.{rest}"),
            ("Processing" or "Evaluate", _) when !StepTypes.Properties(StepTypes.Processing).Contains(first) && first != "PropertyFiles" => Get($"Steps.{name}.ProcessingOutputConfig.Outputs['{first}'].S3Output.S3Uri"),
            _ => Get($"Steps.{name}.{rest}"),
        };
    }

    private static JsonObject Get(string path) => new() { ["Get"] = path };

    private static JsonObject FromFile(string step, string file, string path) =>
        new() { ["Std:JsonGet"] = new JsonObject { ["PropertyFile"] = Get($"Steps.{step}.PropertyFiles.{file}"), ["Path"] = path } };
}
