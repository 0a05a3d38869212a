using System.Text.Json.Nodes;
using Praxis.Platform.Pipelines.Checks;

namespace Praxis.Platform.Pipelines.Definitions;

/// <summary>One step of a <see cref="PipelineBuilder"/>.</summary>
public sealed class StepBuilder
{
    private const string Specification = "AppSpecification";
    private readonly string name;

    internal StepBuilder(string name, string type, string image, string[]? program)
    {
        this.name = name;
        var (container, imageField) = type == StepTypes.Training ? ("AlgorithmSpecification", "TrainingImage") : (Specification, "ImageUri");
        var specification = new JsonObject { [imageField] = image };
        if (program is not null)
            specification["ContainerEntrypoint"] = new JsonArray([.. program.Select(part => (JsonNode?)part)]);
        var arguments = type == StepTypes.Training
            ? new JsonObject { [container] = specification, ["HyperParameters"] = new JsonObject(), ["InputDataConfig"] = new JsonArray(), ["OutputDataConfig"] = new JsonObject { ["S3OutputPath"] = "artifact://models" }, ["ResourceConfig"] = new JsonObject { ["InstanceCount"] = 1, ["InstanceType"] = "local" } }
            : new JsonObject { ["ProcessingResources"] = Resources(), [container] = specification };
        if (type == StepTypes.Training)
            specification["TrainingInputMode"] = "File";
        Json = new JsonObject { ["Name"] = name, ["Type"] = type, [nameof(Arguments)] = arguments };
    }

    private StepBuilder(string name, string type, JsonObject arguments)
    {
        this.name = name;
        Json = new JsonObject { ["Name"] = name, ["Type"] = type, [nameof(Arguments)] = arguments };
    }

    internal JsonObject Json { get; }

    /// <summary>Where a training's model is.</summary>
    public PipelineValue Model => PipelineValue.Get($"Steps.{name}.ModelArtifacts.S3ModelArtifacts");

    /// <summary>The accuracy that an Evaluate step found.</summary>
    public PipelineValue Accuracy => PipelineValue.FromFile(name, YamlStepNames.Evaluation, "metrics.accuracy.value");

    private JsonObject Arguments => (JsonObject)Json[nameof(Arguments)]!;

    /// <summary>Where an output of a processing step is.</summary>
    public PipelineValue Output(string output) => PipelineValue.Get($"Steps.{name}.ProcessingOutputConfig.Outputs['{output}'].S3Output.S3Uri");

    /// <summary>The last value of a training's measure.</summary>
    public PipelineValue Metric(string metric) => PipelineValue.Get($"Steps.{name}.FinalMetricDataList['{metric}'].Value");

    /// <summary>Adds an argument of the program.</summary>
    public StepBuilder Argument(PipelineValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        List((JsonObject)Arguments[Specification]!, "ContainerArguments").Add(value.ToJson());
        return this;
    }

    /// <summary>Adds an input of a processing step.</summary>
    public StepBuilder Input(string input, PipelineValue address)
    {
        ArgumentNullException.ThrowIfNull(address);
        List(Arguments, "ProcessingInputs").Add(new JsonObject { ["InputName"] = input, ["S3Input"] = new JsonObject { ["S3Uri"] = address.ToJson(), ["LocalPath"] = $"/opt/ml/processing/input/{input}" } });
        return this;
    }

    /// <summary>Adds outputs of a processing step.</summary>
    public StepBuilder Outputs(params string[] outputs)
    {
        Arguments["ProcessingOutputConfig"] ??= new JsonObject();
        var list = List((JsonObject)Arguments["ProcessingOutputConfig"]!, "Outputs");
        foreach (var output in outputs)
            list.Add(new JsonObject { ["OutputName"] = output, ["S3Output"] = new JsonObject { ["S3Uri"] = $"artifact://out/{output}", ["LocalPath"] = $"/opt/ml/processing/output/{output}" } });
        return this;
    }

    /// <summary>Lets other steps look values up in a JSON file of an output.</summary>
    public StepBuilder PropertyFile(string file, string output, string path)
    {
        List(Json, "PropertyFiles").Add(new JsonObject { ["PropertyFileName"] = file, ["OutputName"] = output, ["FilePath"] = path });
        return this;
    }

    /// <summary>Adds a channel of a training.</summary>
    public StepBuilder Channel(string channel, PipelineValue address)
    {
        ArgumentNullException.ThrowIfNull(address);
        List(Arguments, "InputDataConfig").Add(new JsonObject { ["ChannelName"] = channel, ["DataSource"] = new JsonObject { ["S3DataSource"] = new JsonObject { ["S3Uri"] = address.ToJson() } } });
        return this;
    }

    /// <summary>Sets a hyper-parameter.</summary>
    public StepBuilder Hyperparameter(string hyperparameter, PipelineValue value)
    {
        ArgumentNullException.ThrowIfNull(value);

        // The columns stand last, as YAML writes them.
        var all = (JsonObject)Arguments["HyperParameters"]!;
        var columns = all.Where(pair => pair.Key.StartsWith("praxis_", StringComparison.Ordinal)).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())).ToList();
        foreach (var (column, _) in columns)
            all.Remove(column);
        all[hyperparameter] = value.ToJson();
        foreach (var (column, own) in columns)
            all[column] = own;
        return this;
    }

    /// <summary>Names the column of the text.</summary>
    public StepBuilder Text(string column) => Hyperparameter("praxis_text", column);

    /// <summary>Names the column of the label.</summary>
    public StepBuilder Label(string column) => Hyperparameter("praxis_label", column);

    /// <summary>Lets an earlier result stand for the step while it is not older than this ISO 8601 duration.</summary>
    public StepBuilder Cache(string expireAfter)
    {
        Json["CacheConfig"] = new JsonObject { ["Enabled"] = true, ["ExpireAfter"] = expireAfter };
        return this;
    }

    /// <summary>Tries the step again after failures that may pass.</summary>
    public StepBuilder Retry(int attempts, double intervalSeconds = 1, double backoffRate = 2, params string[] exceptionTypes)
    {
        List(Json, "RetryPolicies").Add(new JsonObject
        {
            ["ExceptionType"] = new JsonArray([.. (exceptionTypes.Length == 0 ? ["Step.SERVICE_FAULT", "SageMaker.JOB_INTERNAL_ERROR"] : exceptionTypes).Select(type => (JsonNode?)type)]),
            ["IntervalSeconds"] = intervalSeconds,
            ["BackoffRate"] = backoffRate,
            ["MaxAttempts"] = attempts,
        });
        return this;
    }

    /// <summary>How many violations a check step found.</summary>
    public PipelineValue Violations => PipelineValue.FromFile(name, CheckParts.Violations, "count");

    /// <summary>Where all files of a check step are.</summary>
    public PipelineValue Report => Output(CheckParts.Report);

    /// <summary>Says what a check step compares, and what becomes of it.</summary>
    /// <param name="skipCheck">Whether nothing is compared, as in the first run.</param>
    /// <param name="registerNewBaseline">Whether later checks compare with what this one measures; else with what this one compared with.</param>
    /// <param name="failOnViolation">Whether the step fails where something is not as the baseline says.</param>
    public StepBuilder Baseline(PipelineValue? skipCheck = null, PipelineValue? registerNewBaseline = null, PipelineValue? failOnViolation = null)
    {
        foreach (var (field, value) in ((string, PipelineValue?)[])[(CheckFields.Skip, skipCheck), (CheckFields.Fail, failOnViolation), (CheckFields.Register, registerNewBaseline)])
            if (value is not null)
                Json[field] = value.ToJson();
        return this;
    }

    /// <summary>Supplies the baseline of a check step.</summary>
    public StepBuilder SuppliedBaseline(PipelineValue constraints, PipelineValue? statistics = null)
    {
        ArgumentNullException.ThrowIfNull(constraints);
        Json[CheckFields.SuppliedConstraints] = constraints.ToJson();
        if (statistics is not null)
            Json[CheckFields.SuppliedStatistics] = statistics.ToJson();
        return this;
    }

    /// <summary>Attaches what check steps found to a registered version, and makes it the baseline of later checks.</summary>
    public StepBuilder Checks(params StepBuilder[] checks)
    {
        foreach (var check in checks)
            CheckReports.Attach(Arguments, check.name, check.Json[CheckFields.CheckType]!.GetValue<string>());
        return this;
    }

    /// <summary>Lets the step wait for others though it refers to none of their values.</summary>
    public StepBuilder After(params StepBuilder[] others)
    {
        Json["DependsOn"] = new JsonArray([.. others.Select(other => (JsonNode?)other.name)]);
        return this;
    }

    internal static StepBuilder OfEvaluation(string name, PipelineValue model, PipelineValue data)
    {
        var step = new StepBuilder(name, StepTypes.Processing, "praxis/evaluate", program: null).Input("model", model).Input("data", data).Outputs("metrics");
        return step.PropertyFile(YamlStepNames.Evaluation, "metrics", "evaluation.json");
    }

    internal static StepBuilder OfCheck(string name, string type, string check, string? group, PipelineValue data, PipelineValue? model, JsonObject environment)
    {
        var inputs = new JsonArray(CheckParts.Input(CheckRequest.Data, data.ToJson()));
        if (model is not null)
            inputs.Add(CheckParts.Input(CheckRequest.Model, model.ToJson()));
        var step = new StepBuilder(name, type, []);
        step.Json[CheckFields.CheckType] = check;
        if (group is not null)
            step.Json[CheckFields.Group] = group;
        var arguments = CheckParts.Arguments(type, inputs, step.Json);
        if (environment.Count > 0)
            arguments["Environment"] = environment;
        step.Json[nameof(Arguments)] = arguments;
        return step;
    }

    internal static StepBuilder OfModel(string name, PipelineValue model) => new(name, StepTypes.Model, new JsonObject { ["PrimaryContainer"] = Container(model) });

    internal static StepBuilder OfFailure(string name, PipelineValue message) => new(name, StepTypes.Fail, new JsonObject { ["ErrorMessage"] = message.ToJson() });

    internal static StepBuilder OfRegistration(string name, string group, PipelineValue model, PipelineValue? evaluation, string status)
    {
        var arguments = new JsonObject
        {
            ["ModelPackageGroupName"] = group,
            ["ModelApprovalStatus"] = status,
            ["InferenceSpecification"] = new JsonObject { ["Containers"] = new JsonArray(Container(model)), ["SupportedContentTypes"] = new JsonArray("application/jsonlines"), ["SupportedResponseMIMETypes"] = new JsonArray("application/jsonlines") },
        };
        if (evaluation is not null)
            arguments["ModelMetrics"] = new JsonObject { ["ModelQuality"] = new JsonObject { ["Statistics"] = new JsonObject { ["ContentType"] = "application/json", ["S3Uri"] = PipelineValue.Join("/", evaluation, "evaluation.json").ToJson() } } };
        return new StepBuilder(name, StepTypes.RegisterModel, arguments);
    }

    internal static StepBuilder OfCondition(string name, PipelineValue left, string comparison, PipelineValue right, JsonArray yes, JsonArray no) => new(name, StepTypes.Condition, new JsonObject
    {
        ["Conditions"] = new JsonArray(new JsonObject
        {
            ["Type"] = comparison switch { ">=" => "GreaterThanOrEqualTo", "<=" => "LessThanOrEqualTo", ">" => "GreaterThan", "<" => "LessThan", "==" => "Equals", _ => comparison },
            ["LeftValue"] = left.ToJson(),
            ["RightValue"] = right.ToJson(),
        }),
        ["IfSteps"] = yes,
        ["ElseSteps"] = no,
    });

    private static JsonObject Resources() => new() { ["ClusterConfig"] = new JsonObject { ["InstanceCount"] = 1, ["InstanceType"] = "local" } };

    private static JsonObject Container(PipelineValue model) => new() { ["Image"] = "praxis", ["ModelDataUrl"] = model.ToJson() };

    private static JsonArray List(JsonObject map, string field)
    {
        if (map[field] is not JsonArray list)
            map[field] = list = [];
        return list;
    }
}
