using System.Text.Json.Nodes;
using Praxis.Platform.Pipelines.Checks;
using Praxis.Platform.Pipelines.Steps.Rooms;

namespace Praxis.Platform.Pipelines.Definitions;

/// <summary>The types of steps: what each needs, what others may ask it for, what its earlier result depends on.</summary>
internal static class StepTypes
{
    public const string Processing = "Processing";
    public const string Training = "Training";
    public const string Transform = "Transform";
    public const string Model = "Model";
    public const string RegisterModel = "RegisterModel";
    public const string CreateEndpoint = "CreateEndpoint";
    public const string Condition = "Condition";
    public const string Callback = "Callback";
    public const string Fail = "Fail";
    public const string QualityCheck = "QualityCheck";
    public const string ClarifyCheck = "ClarifyCheck";

    /// <summary>What one room does in <c>praxis run</c>; SageMaker has no such type.</summary>
    public const string Room = "Room";

    private static readonly string[] checkAttributes = ["AppSpecification", "Environment", "ProcessingInputs", "ModelName", CheckFields.CheckType, CheckFields.Group, CheckFields.Skip, CheckFields.Fail, CheckFields.Register, CheckFields.PreviousConstraints, CheckFields.PreviousStatistics];
    private static readonly string[] checkProperties = ["CalculatedBaselineConstraints", "BaselineUsedForDriftCheckConstraints", "ViolationReport", "CheckJobArn", "CheckType", "ModelPackageGroupName", "ProcessingJobName", "ProcessingJobArn", "ProcessingJobStatus", "ProcessingOutputConfig", "ExitMessage"];

    private static readonly Dictionary<string, Kind> Kinds = new(StringComparer.Ordinal)
    {
        [Processing] = new(["AppSpecification"], ["AppSpecification", "Environment", "ProcessingInputs"], ["ProcessingJobName", "ProcessingJobArn", "ProcessingJobStatus", "ProcessingInputs", "ProcessingOutputConfig", "ProcessingResources", "AppSpecification", "Environment", "StoppingCondition", "CreationTime", "ProcessingStartTime", "ProcessingEndTime", "ExitMessage"]),
        [Training] = new(["AlgorithmSpecification", "InputDataConfig"], ["AlgorithmSpecification", "CheckpointConfig", "DebugHookConfig", "DebugRuleConfigurations", "Environment", "HyperParameters", "InputDataConfig"], ["TrainingJobName", "TrainingJobArn", "TrainingJobStatus", "SecondaryStatus", "ModelArtifacts", "OutputArtifacts", "HyperParameters", "AlgorithmSpecification", "InputDataConfig", "OutputDataConfig", "ResourceConfig", "StoppingCondition", "EnableManagedSpotTraining", "FinalMetricDataList", "Environment", "CreationTime", "TrainingStartTime", "TrainingEndTime", "TrainingTimeInSeconds", "BillableTimeInSeconds"]),
        [Transform] = new(["ModelName", "TransformInput", "TransformOutput"], ["DataProcessing", "Environment", "ModelName", "TransformInput"], ["TransformJobName", "TransformJobArn", "TransformJobStatus", "TransformInput", "TransformOutput", "ModelName", "CreationTime"]),
        [Model] = new([], ["PrimaryContainer", "Containers"], ["ModelName", "ModelArn", "PrimaryContainer"]),
        [RegisterModel] = new(["ModelPackageGroupName", "InferenceSpecification"], ["ModelPackageGroupName", "InferenceSpecification", "ModelMetrics", "DriftCheckBaselines", "ModelApprovalStatus"], ["ModelPackageArn", "ModelPackageGroupName", "ModelPackageVersion", "ModelApprovalStatus"]),
        [CreateEndpoint] = new(["EndpointName", "ModelPackageName"], ["EndpointName", "ModelPackageName"], ["EndpointName", "EndpointArn", "EndpointStatus"]),
        [Condition] = new(["Conditions"], [], ["Outcome"]),
        [Callback] = new([], [], ["OutputParameters"]),
        [Fail] = new(["ErrorMessage"], [], []),
        [QualityCheck] = new(["ProcessingInputs"], checkAttributes, [.. checkProperties, "CalculatedBaselineStatistics", "BaselineUsedForDriftCheckStatistics"]),
        [ClarifyCheck] = new(["ProcessingInputs"], checkAttributes, checkProperties),
        [Room] = new([RoomFields.Room, RoomFields.Options], RoomFields.CacheAttributes, RoomFields.Properties),
    };

    /// <summary>Types whose rooms are not built: known, and refused with that reason.</summary>
    private static readonly Dictionary<string, string> Awaited = new(StringComparer.Ordinal)
    {
        ["Tuning"] = "the Tune room",
        ["AutoML"] = "the Tune room",
        ["HumanReview"] = "the Label room",
        ["Lambda"] = "Amazon's Lambda (use Callback with an address of your own)",
        ["EMR"] = "Amazon's EMR",
    };

    public static IReadOnlyCollection<string> All => Kinds.Keys;

    public static string? WaitsFor(string type) => Awaited.GetValueOrDefault(type);

    public static bool IsKnown(string type) => Kinds.ContainsKey(type);

    /// <summary>The arguments that must be there.</summary>
    public static IReadOnlyList<string> Required(string type) => Kinds[type].Required;

    /// <summary>The first parts of paths that others may ask for.</summary>
    public static IReadOnlyList<string> Properties(string type) => Kinds[type].Properties;

    /// <summary>What a step has beside its arguments and resolves with them.</summary>
    public static IReadOnlyList<string> Fields(string type) => IsCheck(type) ? CheckFields.All : [];

    /// <summary>Whether a step of this type compares with a baseline.</summary>
    public static bool IsCheck(string type) => type is QualityCheck or ClarifyCheck;

    /// <summary>Whether a step of this type may be answered from an earlier run.</summary>
    public static bool IsCacheable(string type) => Kinds[type].CacheAttributes.Count > 0;

    /// <summary>What an earlier result depends on, of the resolved arguments.</summary>
    public static JsonObject CacheAttributes(string type, JsonObject arguments) =>
        new(Kinds[type].CacheAttributes.Where(arguments.ContainsKey).Select(name => KeyValuePair.Create(name, arguments[name]?.DeepClone())));

    private sealed record Kind(IReadOnlyList<string> Required, IReadOnlyList<string> CacheAttributes, IReadOnlyList<string> Properties);
}
