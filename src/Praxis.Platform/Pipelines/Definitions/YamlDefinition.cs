using System.Globalization;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Checks;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Praxis.Platform.Pipelines.Definitions;

/// <summary>The form of a definition that people write: YAML, with the usual things said shortly. It becomes SageMaker's JSON before anything else looks at it.</summary>
internal sealed class YamlDefinition
{
    private static readonly string[] topLevel = ["pipeline", "description", "parallelism", "parameters", "experiment", "steps"];

    private readonly List<Problem> problems = [];
    private Dictionary<string, YamlStepNames> names = [];
    private YamlReferences references = new([], new Dictionary<string, YamlStepNames>());

    /// <summary>The definition as SageMaker's JSON.</summary>
    /// <exception cref="UserException">It is no YAML, or says what a definition has no place for.</exception>
    public static JsonObject ToJson(string yaml) => new YamlDefinition().Read(yaml);

    /// <summary>The name that the text gives to its pipeline; null where it gives none.</summary>
    public static string? NameOf(string yaml) => Scalar(YamlText.Root(yaml, Unreadable), "pipeline");

    private JsonObject Read(string yaml)
    {
        var root = YamlText.Root(yaml, Unreadable);
        var json = new JsonObject { ["Version"] = PipelineDefinition.Version, ["Metadata"] = new JsonObject() };
        foreach (var key in root.Children.Keys.Where(key => !topLevel.Contains(Text(key))))
            Tell($"a pipeline has no '{SafeText.Line(Text(key), 60)}'", key, string.Join(", ", topLevel), NearestName.Suggestion(Text(key) ?? "", topLevel));
        var parameters = Map(root, "parameters");
        json["Parameters"] = new JsonArray([.. Children(parameters).Select(pair => Parameter(Text(pair.Key) ?? "", pair.Value))]);
        var steps = Find(root, "steps");
        if (steps is not YamlSequenceNode list)
        {
            Tell("there is no list of steps", steps ?? root, "steps: [...]");
            throw new UserException(Fault.Input, problems);
        }

        names = Names(list);
        references = new YamlReferences([.. Children(parameters).Select(pair => Text(pair.Key)).OfType<string>()], names);
        if (Find(root, "experiment") is YamlScalarNode { Value: "none" })
            json["PipelineExperimentConfig"] = null;
        else if (Map(root, "experiment") is { } experiment)
            json["PipelineExperimentConfig"] = new JsonObject { ["ExperimentName"] = Json(Find(experiment, "name") ?? new YamlScalarNode("${Execution.PipelineName}")), ["TrialName"] = Json(Find(experiment, "run") ?? new YamlScalarNode("${Execution.PipelineExecutionId}")) };
        json["Steps"] = Steps(list);
        return problems.Count == 0 ? json : throw new UserException(Fault.Input, problems);
    }

    private static Dictionary<string, YamlStepNames> Names(YamlSequenceNode list)
    {
        var names = new Dictionary<string, YamlStepNames>(StringComparer.Ordinal);
        foreach (var step in list.Children.OfType<YamlMappingNode>())
        {
            if (Scalar(step, "name") is { } name)
                names[name] = new YamlStepNames(
                    Scalar(step, "type") ?? "",
                    Find(step, "outputs") switch { YamlSequenceNode outputs => [.. outputs.Children.Select(Text).OfType<string>()], YamlMappingNode outputs => [.. outputs.Children.Keys.Select(Text).OfType<string>()], _ => Scalar(step, "type") == "Evaluate" ? ["metrics"] : [] },
                    [.. Children(Map(step, "property-files")).Select(pair => Text(pair.Key)).OfType<string>()])
                {
                    Check = StepTypes.IsCheck(TypeOf(Scalar(step, "type") ?? "")) ? YamlCheck.TypeOf(Scalar(step, "check") ?? Scalar(step, CheckFields.CheckType)) : null,
                };
            foreach (var branch in (string[])["then", "else"])
                if (Find(step, branch) is YamlSequenceNode inner)
                    foreach (var (inside, found) in Names(inner))
                        names[inside] = found;
        }

        return names;
    }

    private JsonObject Parameter(string name, YamlNode node)
    {
        var json = new JsonObject { ["Name"] = name };
        if (node is YamlMappingNode map)
        {
            foreach (var key in map.Children.Keys.Where(key => Text(key) is not ("type" or "default" or "enum" or "description")))
                Tell($"a parameter has no '{SafeText.Line(Text(key), 60)}'", key, "type, default, enum, description");
            var value = Find(map, "default") is { } given ? Plain(given) : null;
            json["Type"] = Scalar(map, "type") ?? KindOf(value);
            if (value is not null)
                json["DefaultValue"] = Scalar(map, "type") == "String" ? Text(Find(map, "default")!) : value;
            if (Find(map, "enum") is YamlSequenceNode allowed)
                json["EnumValues"] = new JsonArray([.. allowed.Children.Select(item => (JsonNode?)Text(item))]);
            return json;
        }

        var plain = Plain(node);
        json["Type"] = KindOf(plain);
        json["DefaultValue"] = plain;
        return json;
    }

    private JsonArray Steps(YamlSequenceNode list)
    {
        var steps = new JsonArray();
        foreach (var node in list.Children)
            if (node is YamlMappingNode map)
                steps.Add(Step(map));
            else
                Tell("a step is no map", node, "- name: Train\n  type: Training");
        return steps;
    }

    // What YAML calls otherwise than JSON.
    private static string TypeOf(string type) => type switch { "Evaluate" => StepTypes.Processing, YamlCheck.Bias => StepTypes.ClarifyCheck, _ => type };

    private JsonObject Step(YamlMappingNode map)
    {
        var type = Scalar(map, "type") ?? "";
        var step = new JsonObject { ["Name"] = Scalar(map, "name") ?? "", ["Type"] = TypeOf(type) };
        var written = new YamlStep(map, Json, Steps, name => names.GetValueOrDefault(name), (found, node, expected) => Tell(found, node, expected));
        written.Common(step);
        step["Arguments"] = written.Arguments(type == YamlCheck.Bias ? StepTypes.ClarifyCheck : type, step);
        // What a type that is none has is not known; that it is none is told by the reader.
        if (StepTypes.IsKnown(TypeOf(type)))
            written.TellUnused(type);
        return step;
    }

    // A value with its expressions; numbers and flags stay what they are.
    private JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(Text(pair.Key) ?? "", Json(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlScalarNode { Value: { } text } when text.Contains("${", StringComparison.Ordinal) => references.Of(text),
        _ => Plain(node),
    };

    internal static JsonNode? Plain(YamlNode node)
    {
        if (node is not YamlScalarNode scalar)
            return null;
        var text = scalar.Value ?? "";
        if (scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any))
            return JsonValue.Create(text);
        if (text is "true" or "false")
            return JsonValue.Create(text == "true");
        if (text is "null" or "~" or "")
            return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return JsonValue.Create(whole);
        return (char.IsAsciiDigit(text[^1]) || text[^1] == '.') && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(text);
    }

    private static string KindOf(JsonNode? value) => value?.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => "Boolean",
        System.Text.Json.JsonValueKind.Number => value.AsValue().TryGetValue<long>(out _) ? "Integer" : "Float",
        _ => "String",
    };

    internal static YamlNode? Find(YamlMappingNode map, string key) => map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    internal static string? Scalar(YamlMappingNode map, string key) => Find(map, key) is { } node ? Text(node) : null;

    internal static YamlMappingNode? Map(YamlMappingNode map, string key) => Find(map, key) as YamlMappingNode;

    internal static IEnumerable<KeyValuePair<YamlNode, YamlNode>> Children(YamlMappingNode? map) => map is null ? [] : map.Children;

    internal static string? Text(YamlNode node) => (node as YamlScalarNode)?.Value;

    private void Tell(string found, YamlNode node, string expected, string? remedy = null) => problems.Add(new Problem
    {
        Type = "invalid-pipeline",
        Found = found,
        Where = string.Create(CultureInfo.InvariantCulture, $"line {node.Start.Line}"),
        Expected = expected,
        Remedy = remedy,
    });

    private static UserException Unreadable(string why, Exception? cause) =>
        new(new Problem { Type = "invalid-pipeline", Found = $"the pipeline cannot be read: {why}", Expected = "YAML with steps, or SageMaker's JSON", Remedy = "praxis pipeline new writes one to begin with" }, cause);
}
