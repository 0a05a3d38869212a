using System.Text.Json.Nodes;
using Praxis.Platform.Pipelines.Checks;

namespace Praxis.Platform.Pipelines.Definitions;

/// <summary>Writes a definition in C#: the same JSON as YAML or SageMaker's own, checked by <see cref="Build"/>.</summary>
public sealed class PipelineBuilder
{
    private readonly JsonArray parameters = [];
    private readonly JsonArray steps;

    /// <summary>Begins a definition.</summary>
    public PipelineBuilder()
        : this([])
    {
    }

    private PipelineBuilder(JsonArray steps) => this.steps = steps;

    /// <summary>Declares a parameter of text.</summary>
    public PipelineValue Parameter(string name, string defaultValue) => Declare(name, "String", defaultValue);

    /// <summary>Declares a parameter of a whole number.</summary>
    public PipelineValue Parameter(string name, long defaultValue) => Declare(name, "Integer", defaultValue);

    /// <summary>Declares a parameter of a number.</summary>
    public PipelineValue Parameter(string name, double defaultValue) => Declare(name, "Float", defaultValue);

    /// <summary>Declares a parameter of yes or no.</summary>
    public PipelineValue Parameter(string name, bool defaultValue) => Declare(name, "Boolean", defaultValue);

    /// <summary>Adds a step that runs a program of ours, <c>praxis/NAME</c>.</summary>
    public StepBuilder Processing(string name, string image) => Add(new StepBuilder(name, StepTypes.Processing, image, program: null));

    /// <summary>Adds a step that runs the user's own program.</summary>
    /// <param name="name">The step's name.</param>
    /// <param name="program">The program and its first arguments.</param>
    public StepBuilder Program(string name, params string[] program) => Add(new StepBuilder(name, StepTypes.Processing, "local", program));

    /// <summary>Adds a step that trains one of our algorithms.</summary>
    public StepBuilder Training(string name, string algorithm) => Add(new StepBuilder(name, StepTypes.Training, "praxis/" + algorithm, program: null));

    /// <summary>Adds a step that judges a model by every row of data.</summary>
    public StepBuilder Evaluate(string name, PipelineValue model, PipelineValue data) => Add(StepBuilder.OfEvaluation(name, model, data));

    /// <summary>Adds a step that measures bias and explains: what it measured is compared with the baseline of the model group's newest approved version.</summary>
    /// <param name="name">The step's name.</param>
    /// <param name="check"><c>DATA_BIAS</c>, <c>MODEL_BIAS</c> or <c>MODEL_EXPLAINABILITY</c>.</param>
    /// <param name="data">The rows.</param>
    /// <param name="analysisConfig">The text of an <c>analysis_config.json</c> of SageMaker Clarify.</param>
    /// <param name="group">The model group; null where a baseline is supplied or none is compared with.</param>
    /// <param name="model">The model; null where none is asked.</param>
    public StepBuilder BiasCheck(string name, string check, PipelineValue data, string analysisConfig, string? group = null, PipelineValue? model = null) =>
        Add(StepBuilder.OfCheck(name, StepTypes.ClarifyCheck, check, group, data, model, new JsonObject { [CheckFields.AnalysisConfig] = JsonNode.Parse(analysisConfig) }));

    /// <summary>Adds a step that measures the quality of rows or of predictions, and compares with the baseline of the model group's newest approved version.</summary>
    /// <param name="name">The step's name.</param>
    /// <param name="check"><c>DATA_QUALITY</c> or <c>MODEL_QUALITY</c>.</param>
    /// <param name="data">The rows.</param>
    /// <param name="group">The model group; null where a baseline is supplied or none is compared with.</param>
    /// <param name="model">The model that predicts; null where none is asked.</param>
    /// <param name="settings">How the rows are read: <c>problem_type</c>, <c>ground_truth_attribute</c>, <c>inference_attribute</c> and so on.</param>
    public StepBuilder QualityCheck(string name, string check, PipelineValue data, string? group = null, PipelineValue? model = null, IReadOnlyDictionary<string, string>? settings = null) =>
        Add(StepBuilder.OfCheck(name, StepTypes.QualityCheck, check, group, data, model, new JsonObject((settings ?? new Dictionary<string, string>()).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)))));

    /// <summary>Adds a step that registers a version of a model group.</summary>
    public StepBuilder RegisterModel(string name, string group, PipelineValue model, PipelineValue? evaluation = null, string status = "PendingManualApproval") =>
        Add(StepBuilder.OfRegistration(name, group, model, evaluation, status));

    /// <summary>Adds a step that makes a model of a training's artifacts.</summary>
    public StepBuilder Model(string name, PipelineValue model) => Add(StepBuilder.OfModel(name, model));

    /// <summary>Adds a step that ends the execution as failed.</summary>
    public StepBuilder Fail(string name, PipelineValue message) => Add(StepBuilder.OfFailure(name, message));

    /// <summary>Adds a condition with its branches.</summary>
    /// <param name="name">The step's name.</param>
    /// <param name="left">The left side.</param>
    /// <param name="comparison"><c>&gt;=</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&lt;</c> or <c>==</c>.</param>
    /// <param name="right">The right side.</param>
    /// <param name="then">Adds the steps that run when it holds.</param>
    /// <param name="otherwise">Adds the steps that run when it does not.</param>
    public StepBuilder When(string name, PipelineValue left, string comparison, PipelineValue right, Action<PipelineBuilder> then, Action<PipelineBuilder>? otherwise = null)
    {
        ArgumentNullException.ThrowIfNull(then);
        var (yes, no) = (new JsonArray(), new JsonArray());
        then(new PipelineBuilder(yes));
        otherwise?.Invoke(new PipelineBuilder(no));
        return Add(StepBuilder.OfCondition(name, left, comparison, right, yes, no));
    }

    /// <summary>Adds a step of any type, written as SageMaker has it.</summary>
    public PipelineBuilder Step(string json)
    {
        steps.Add(JsonNode.Parse(json));
        return this;
    }

    /// <summary>The definition, checked.</summary>
    /// <exception cref="Praxis.Contracts.Foundation.UserException">It has mistakes: all are told.</exception>
    public PipelineDefinition Build() => PipelineDefinition.Parse(new JsonObject
    {
        ["Version"] = PipelineDefinition.Version,
        ["Metadata"] = new JsonObject(),
        ["Parameters"] = parameters.DeepClone(),
        ["Steps"] = steps.DeepClone(),
    }.ToJsonString());

    private PipelineValue Declare(string name, string type, JsonNode defaultValue)
    {
        parameters.Add(new JsonObject { ["Name"] = name, ["Type"] = type, ["DefaultValue"] = defaultValue });
        return PipelineValue.Get("Parameters." + name);
    }

    private StepBuilder Add(StepBuilder step)
    {
        steps.Add(step.Json);
        return step;
    }
}
