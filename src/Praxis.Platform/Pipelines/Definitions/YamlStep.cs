using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Pipelines.Checks;
using YamlDotNet.RepresentationModel;
using static Praxis.Platform.Pipelines.Definitions.YamlDefinition;

namespace Praxis.Platform.Pipelines.Definitions;

/// <summary>One step of a YAML definition on its way to JSON.</summary>
/// <param name="map">The step.</param>
/// <param name="json">Turns a value into JSON, with its expressions.</param>
/// <param name="steps">Turns a branch into JSON.</param>
/// <param name="named">What others may name of a step; null where there is none.</param>
/// <param name="tell">Told what is wrong, where, and what was expected.</param>
internal sealed partial class YamlStep(YamlMappingNode map, Func<YamlNode, JsonNode?> json, Func<YamlSequenceNode, JsonArray> steps, Func<string, YamlStepNames?> named, Action<string, YamlNode, string> tell)
{
    private readonly HashSet<string> used = new(StringComparer.Ordinal) { "name", "type" };

    /// <summary>What every step may have.</summary>
    public void Common(JsonObject step)
    {
        if (Use("display-name") is { } display)
            step["DisplayName"] = Text(display);
        if (Use("description") is { } description)
            step["Description"] = Text(description);
        if (Use("depends-on") is { } before)
            step["DependsOn"] = new JsonArray([.. (before as YamlSequenceNode)?.Children.Select(node => (JsonNode?)Text(node)) ?? [Text(before)]]);
        if (Use("cache") is { } cache && Text(cache) is { } age)
            step["CacheConfig"] = age switch { "true" => new JsonObject { ["Enabled"] = true, ["ExpireAfter"] = "P100Y" }, "false" => new JsonObject { ["Enabled"] = false }, _ => new JsonObject { ["Enabled"] = true, ["ExpireAfter"] = age } };
        if (Use("retry") is YamlMappingNode retry)
        {
            var policy = new JsonObject { ["ExceptionType"] = json(Find(retry, "on") ?? new YamlSequenceNode(new YamlScalarNode("Step.SERVICE_FAULT"), new YamlScalarNode("SageMaker.JOB_INTERNAL_ERROR"))) };
            foreach (var (own, theirs) in ((string, string)[])[("interval", "IntervalSeconds"), ("backoff", "BackoffRate"), ("attempts", "MaxAttempts"), ("expire-after-minutes", "ExpireAfterMin")])
                if (Find(retry, own) is { } value)
                    policy[theirs] = json(value);
            step["RetryPolicies"] = new JsonArray(policy);
        }
    }

    /// <summary>The step's arguments, as SageMaker has them.</summary>
    public JsonObject Arguments(string type, JsonObject step)
    {
        var check = StepTypes.IsCheck(type) ? new YamlCheck(type, map, Use, json, tell) : null;
        check?.Fields(step);

        // SageMaker's own arguments may stand there as they are.
        if (Find(map, "arguments") is YamlMappingNode)
            return (JsonObject)json(Use("arguments")!)!;
        return type switch
        {
            StepTypes.Processing => Processing(step),
            "Evaluate" => Evaluate(step),
            StepTypes.Training => Training(),
            StepTypes.Transform => Transform(),
            StepTypes.Model => new JsonObject { ["PrimaryContainer"] = Container(Use("model")) },
            StepTypes.RegisterModel => RegisterModel(),
            StepTypes.CreateEndpoint => new JsonObject { ["EndpointName"] = Value("endpoint"), ["ModelPackageName"] = Value("package") },
            StepTypes.Condition => Condition(),
            StepTypes.Fail => new JsonObject { ["ErrorMessage"] = Value("message") },
            StepTypes.Callback => Callback(step),
            _ when check is not null => WithResources(check.Arguments(step)),
            _ => [],
        };
    }

    /// <summary>Tells what the step has no place for.</summary>
    public void TellUnused(string type)
    {
        foreach (var key in map.Children.Keys.Where(key => !used.Contains(Text(key) ?? "")))
            tell($"a step of type {SafeText.Line(type, 40)} has no '{SafeText.Line(Text(key), 60)}'", key, string.Join(", ", used.Order(StringComparer.Ordinal)));
    }

    private JsonObject Processing(JsonObject step)
    {
        var arguments = new JsonObject
        {
            ["ProcessingResources"] = new JsonObject { ["ClusterConfig"] = new JsonObject { ["InstanceCount"] = Use("instances") is { } count ? json(count) : 1, ["InstanceType"] = "local" } },
            ["AppSpecification"] = Program("ImageUri"),
        };
        WithResources(arguments);
        if (Use("arguments") is { } own)
            arguments["AppSpecification"]!["ContainerArguments"] = json(own);
        Inputs(arguments, Use("inputs"));
        arguments["ProcessingOutputConfig"] = new JsonObject { ["Outputs"] = Outputs(Use("outputs")) };
        Environment(arguments);
        Timeout(arguments);
        if (Use("property-files") is YamlMappingNode files)
            step["PropertyFiles"] = new JsonArray([.. files.Children.Select(pair =>
            {
                var path = Text(pair.Value) ?? "";
                var slash = path.IndexOf('/', StringComparison.Ordinal);
                if (slash < 0)
                    tell("a property file does not say output and path", pair.Value, "NAME: OUTPUT/PATH.json");
                return new JsonObject { ["PropertyFileName"] = Text(pair.Key), ["OutputName"] = slash < 0 ? path : path[..slash], ["FilePath"] = slash < 0 ? "" : path[(slash + 1)..] };
            })]);
        return arguments;
    }

    private JsonObject Evaluate(JsonObject step)
    {
        var arguments = new JsonObject
        {
            ["ProcessingResources"] = new JsonObject { ["ClusterConfig"] = new JsonObject { ["InstanceCount"] = 1, ["InstanceType"] = "local" } },
            ["AppSpecification"] = new JsonObject { ["ImageUri"] = "praxis/evaluate" },
            ["ProcessingInputs"] = new JsonArray([.. ((string[])["model", "data"]).Select(name => Input(name, Value(name), isSharded: false))]),
            ["ProcessingOutputConfig"] = new JsonObject { ["Outputs"] = new JsonArray(Output("metrics")) },
        };
        WithResources(arguments);
        Timeout(arguments);
        step["PropertyFiles"] = new JsonArray(new JsonObject { ["PropertyFileName"] = YamlStepNames.Evaluation, ["OutputName"] = "metrics", ["FilePath"] = "evaluation.json" });
        return arguments;
    }

    private JsonObject Training()
    {
        var algorithm = Use("algorithm") is { } own ? new JsonObject { ["TrainingImage"] = Joined("praxis/", own) } : Program("TrainingImage");
        algorithm["TrainingInputMode"] = "File";
        if (Use("metrics") is YamlMappingNode metrics)
            algorithm["MetricDefinitions"] = new JsonArray([.. metrics.Children.Select(pair => new JsonObject { ["Name"] = Text(pair.Key), ["Regex"] = Text(pair.Value) })]);
        var hyperparameters = Use("hyperparameters") is YamlMappingNode given ? (JsonObject)json(given)! : [];
        foreach (var (yaml, name) in ((string, string)[])[("text", "praxis_text"), ("label", "praxis_label"), ("label-map", "praxis_label_map"), ("seed", "seed")])
            if (Use(yaml) is { } value)
                hyperparameters[name] = json(value);
        var arguments = new JsonObject { ["AlgorithmSpecification"] = algorithm, ["HyperParameters"] = hyperparameters };
        arguments["InputDataConfig"] = new JsonArray([.. Children(Use("channels") as YamlMappingNode).Select(pair => new JsonObject
        {
            ["ChannelName"] = Text(pair.Key),
            ["DataSource"] = new JsonObject { ["S3DataSource"] = new JsonObject { ["S3Uri"] = json(pair.Value) } },
        })]);
        arguments["OutputDataConfig"] = new JsonObject { ["S3OutputPath"] = "artifact://models" };
        arguments["ResourceConfig"] = new JsonObject { ["InstanceCount"] = 1, ["InstanceType"] = "local" };
        Resources((JsonObject)arguments["ResourceConfig"]!);
        Environment(arguments);
        Timeout(arguments);
        Interruption(arguments);
        return arguments;
    }

    private JsonObject Transform() => new()
    {
        ["ModelName"] = Value("model"),
        ["TransformInput"] = new JsonObject { ["DataSource"] = new JsonObject { ["S3DataSource"] = new JsonObject { ["S3Uri"] = Value("data") } } },
        ["TransformOutput"] = new JsonObject { ["S3OutputPath"] = "artifact://out/transform" },
    };

    private JsonObject RegisterModel()
    {
        var arguments = new JsonObject
        {
            ["ModelPackageGroupName"] = Value("group"),
            ["ModelApprovalStatus"] = Use("status") is { } status ? json(status) : "PendingManualApproval",
            ["InferenceSpecification"] = new JsonObject { ["Containers"] = new JsonArray(Container(Use("model"))), ["SupportedContentTypes"] = new JsonArray("application/jsonlines"), ["SupportedResponseMIMETypes"] = new JsonArray("application/jsonlines") },
        };
        if (Use("evaluation") is { } evaluation)
            arguments["ModelMetrics"] = new JsonObject { ["ModelQuality"] = new JsonObject { ["Statistics"] = new JsonObject { ["ContentType"] = "application/json", ["S3Uri"] = new JsonObject { ["Std:Join"] = new JsonObject { ["On"] = "/", ["Values"] = new JsonArray(json(evaluation), "evaluation.json") } } } } };
        foreach (var check in Names(Use("checks")))
            if (named(Text(check) ?? "") is { Check: { } type })
                CheckReports.Attach(arguments, Text(check)!, type);
            else
                tell($"'{SafeText.Line(Text(check), 60)}' is no check step", check, "names of BiasCheck and QualityCheck steps that say their check");
        return arguments;
    }

    private JsonObject Condition()
    {
        var conditions = Use("if") switch
        {
            YamlSequenceNode list => list.Children.Select(Test).ToList(),
            { } one => [Test(one)],
            null => [],
        };
        return new JsonObject
        {
            ["Conditions"] = new JsonArray([.. conditions]),
            ["IfSteps"] = Use("then") is YamlSequenceNode then ? steps(then) : new JsonArray(),
            ["ElseSteps"] = Use("else") is YamlSequenceNode otherwise ? steps(otherwise) : new JsonArray(),
        };
    }

    private JsonNode? Test(YamlNode node)
    {
        if (node is YamlMappingNode)
            return json(node);
        if (Comparison().Match(Text(node) ?? "") is not { Success: true } match)
        {
            tell("this is no condition", node, "LEFT >= RIGHT, with >=, <=, >, < or ==; or SageMaker's {Type: In, ...}");
            return null;
        }

        var type = match.Groups["op"].Value switch { ">=" => "GreaterThanOrEqualTo", "<=" => "LessThanOrEqualTo", ">" => "GreaterThan", "<" => "LessThan", _ => "Equals" };
        return new JsonObject { ["Type"] = type, ["LeftValue"] = json(new YamlScalarNode(match.Groups["left"].Value.Trim())), ["RightValue"] = json(new YamlScalarNode(match.Groups["right"].Value.Trim())) };
    }

    private JsonObject Callback(JsonObject step)
    {
        if (Use("url") is { } url)
            step["Url"] = json(url);
        if (Use("outputs") is YamlMappingNode outputs)
            step["OutputParameters"] = new JsonArray([.. outputs.Children.Select(pair => new JsonObject { ["OutputName"] = Text(pair.Key), ["OutputType"] = Text(pair.Value) })]);
        return Use("inputs") is YamlMappingNode inputs ? (JsonObject)json(inputs)! : [];
    }

    private JsonObject Program(string imageField)
    {
        var run = Use("run");
        if (run is YamlSequenceNode list)
            return new JsonObject { [imageField] = "local", ["ContainerEntrypoint"] = json(list) };
        if (run is null)
            tell("the step does not say what to run", map, "run: praxis/NAME, or run: [PROGRAM, ARGUMENT, ...]");
        return new JsonObject { [imageField] = run is null ? "" : json(run) };
    }

    private void Inputs(JsonObject arguments, YamlNode? node)
    {
        if (node is not YamlMappingNode inputs)
            return;
        arguments["ProcessingInputs"] = new JsonArray([.. inputs.Children.Select(pair => pair.Value is YamlMappingNode settings
            ? Input(Text(pair.Key) ?? "", Find(settings, "uri") is { } uri ? json(uri) : null, Scalar(settings, "sharded") == "true")
            : Input(Text(pair.Key) ?? "", json(pair.Value), isSharded: false))]);
    }

    private static JsonObject Input(string name, JsonNode? uri, bool isSharded)
    {
        var source = new JsonObject { ["S3Uri"] = uri, ["LocalPath"] = $"/opt/ml/processing/input/{name}" };
        if (isSharded)
            source["S3DataDistributionType"] = "ShardedByS3Key";
        return new JsonObject { ["InputName"] = name, ["S3Input"] = source };
    }

    private static JsonArray Outputs(YamlNode? node) => node is YamlSequenceNode list ? new JsonArray([.. list.Children.Select(item => Output(Text(item) ?? ""))]) : [];

    private static JsonObject Output(string name) => new() { ["OutputName"] = name, ["S3Output"] = new JsonObject { ["S3Uri"] = $"artifact://out/{name}", ["LocalPath"] = $"/opt/ml/processing/output/{name}" } };

    private JsonObject Container(YamlNode? model) => new() { ["Image"] = "praxis", ["ModelDataUrl"] = model is null ? null : json(model) };

    private static IEnumerable<YamlNode> Names(YamlNode? node) => node switch { null => [], YamlSequenceNode list => list.Children, _ => [node] };

    private void Environment(JsonObject arguments)
    {
        if (Use("environment") is YamlMappingNode environment)
            arguments["Environment"] = json(environment);
    }

    private void Timeout(JsonObject arguments)
    {
        if (Use("timeout") is { } seconds)
            arguments["StoppingCondition"] = new JsonObject { ["MaxRuntimeInSeconds"] = json(seconds) };
    }

    private JsonObject WithResources(JsonObject arguments)
    {
        Resources((JsonObject)arguments["ProcessingResources"]!["ClusterConfig"]!);
        return arguments;
    }

    private void Resources(JsonObject configuration)
    {
        foreach (var (yaml, field) in ((string, string)[])[("cpus", "Cpus"), ("memory-mb", "MemoryInMB"), ("gpus", "Gpus")])
            if (Use(yaml) is { } value)
                configuration[field] = json(value);
    }

    private void Interruption(JsonObject arguments)
    {
        if (Use("interruptible") is { } isInterruptible)
            arguments["EnableManagedSpotTraining"] = json(isInterruptible);
        if (Use("max-wait") is not { } seconds)
            return;
        if (arguments["StoppingCondition"] is not JsonObject stopping)
            arguments["StoppingCondition"] = stopping = [];
        stopping["MaxWaitTimeInSeconds"] = json(seconds);
    }

    private JsonNode? Value(string key) => Use(key) is { } node ? json(node) : null;

    private JsonNode? Joined(string before, YamlNode node) => json(node) is JsonValue value && value.TryGetValue<string>(out var text) ? before + text : json(new YamlScalarNode(before + Text(node)));

    private YamlNode? Use(string key)
    {
        used.Add(key);
        return Find(map, key);
    }

    [GeneratedRegex(@"^(?<left>[^<>=]+?)\s*(?<op>>=|<=|==|>|<)\s*(?<right>[^<>=]+)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Comparison();
}
