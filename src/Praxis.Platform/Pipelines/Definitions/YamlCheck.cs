using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Pipelines.Checks;
using YamlDotNet.RepresentationModel;
using static Praxis.Platform.Pipelines.Definitions.YamlDefinition;

namespace Praxis.Platform.Pipelines.Definitions;

/// <summary>A check step in YAML on its way to JSON.</summary>
/// <param name="type">The step's type, as in JSON.</param>
/// <param name="map">The step.</param>
/// <param name="use">A value of the step; null where it is not there.</param>
/// <param name="json">Turns a value into JSON, with its expressions.</param>
/// <param name="tell">Told what is wrong, where, and what was expected.</param>
internal sealed class YamlCheck(string type, YamlMappingNode map, Func<string, YamlNode?> use, Func<YamlNode, JsonNode?> json, Action<string, YamlNode, string> tell)
{
    /// <summary>What a check step is called in YAML beside its names in JSON.</summary>
    public const string Bias = "BiasCheck";

    /// <summary>The check types by their words in YAML.</summary>
    private static readonly (string Word, string Type)[] words =
    [
        ("data-quality", CheckTypes.DataQuality), ("model-quality", CheckTypes.ModelQuality), ("data-bias", CheckTypes.DataBias), ("model-bias", CheckTypes.ModelBias), ("explainability", CheckTypes.Explainability),
    ];

    private static readonly (string Yaml, string Variable)[] qualitySettings =
    [
        ("problem", "problem_type"), ("label", "ground_truth_attribute"), ("prediction", "inference_attribute"), ("probability", "probability_attribute"), ("threshold", "probability_threshold_attribute"), ("positive", "positive_label"),
    ];

    /// <summary>The check type of a step in YAML; what is no word of ours is taken as it stands.</summary>
    public static string? TypeOf(string? word) => words.FirstOrDefault(own => own.Word == word).Type ?? word;

    /// <summary>The fields beside the arguments.</summary>
    public void Fields(JsonObject step)
    {
        if (use("check") is { } check)
            step[CheckFields.CheckType] = TypeOf(Text(check));
        else
            tell("the step does not say what it checks", map, "check: " + string.Join(", ", words.Where(word => CheckTypes.Of(type).Contains(word.Type)).Select(word => word.Word)));
        foreach (var (yaml, field) in ((string, string)[])[("group", CheckFields.Group), ("skip-check", CheckFields.Skip), ("fail-on-violation", CheckFields.Fail), ("register-new-baseline", CheckFields.Register)])
            if (use(yaml) is { } value)
                step[field] = json(value);
        if (use("baseline") is YamlMappingNode baseline)
        {
            foreach (var key in baseline.Children.Keys.Where(key => Text(key) is not ("constraints" or "statistics")))
                tell($"a baseline has no '{SafeText.Line(Text(key), 60)}'", key, "constraints, statistics");
            foreach (var (yaml, field) in ((string, string)[])[("constraints", CheckFields.SuppliedConstraints), ("statistics", CheckFields.SuppliedStatistics)])
                if (Find(baseline, yaml) is { } address)
                    step[field] = json(address);
        }
        else if (use("baseline") is { } constraints)
        {
            step[CheckFields.SuppliedConstraints] = json(constraints);
        }
    }

    /// <summary>The arguments.</summary>
    public JsonObject Arguments(JsonObject step)
    {
        var inputs = new JsonArray();
        foreach (var (yaml, name) in ((string, string)[])[("data", CheckRequest.Data), ("model", CheckRequest.Model)])
            if (use(yaml) is { } address)
                inputs.Add(CheckParts.Input(name, json(address)));
        var arguments = CheckParts.Arguments(type, inputs, step);
        var environment = type == StepTypes.ClarifyCheck ? Clarify(inputs) : Quality();
        if (environment.Count > 0)
            arguments["Environment"] = environment;
        if (use("timeout") is { } seconds)
            arguments["StoppingCondition"] = new JsonObject { ["MaxRuntimeInSeconds"] = json(seconds) };
        return arguments;
    }

    private JsonObject Quality()
    {
        var environment = new JsonObject();
        foreach (var (yaml, variable) in qualitySettings)
            if (use(yaml) is { } value)
                environment[variable] = json(value);
        return environment;
    }

    private JsonObject Clarify(JsonArray inputs)
    {
        var (config, label, positive, facet, group, methods) = (use("config"), use("label"), use("positive"), use("facet"), use("group-variable"), use("methods"));
        if (config is YamlScalarNode)
        {
            inputs.Add(CheckParts.Input("analysis_config", json(config)));
            if ((label ?? positive ?? facet ?? group ?? methods) is { } beside)
                tell("config names a file, and the step says a part of it beside", beside, "all of it in the file, or none");
            return [];
        }

        if (config is YamlSequenceNode)
            tell("config is a list", config, "an address, or the map of an analysis_config.json");
        var all = config is YamlMappingNode ? (JsonObject)json(config)! : [];
        all["dataset_type"] ??= "text/csv";
        if (label is not null)
            all["label"] = json(label);
        if (positive is not null)
            all["label_values_or_threshold"] = positive is YamlSequenceNode ? json(positive) : new JsonArray(json(positive));
        if (facet is not null)
            all["facet"] = new JsonArray([.. (facet as YamlSequenceNode)?.Children.Select(Facet) ?? [Facet(facet)]]);
        if (group is not null)
            all["group_variable"] = json(group);
        if (methods is not null)
            all["methods"] = json(methods);
        return new JsonObject { [CheckFields.AnalysisConfig] = all };
    }

    private JsonNode? Facet(YamlNode node) => node is YamlMappingNode ? json(node) : new JsonObject { ["name_or_index"] = json(node) };
}
