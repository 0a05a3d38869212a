using Praxis.Platform.Pipelines.Definitions;

namespace Praxis.Platform.Pipelines.Checks;

/// <summary>What a check looks at.</summary>
internal static class CheckTypes
{
    public const string DataQuality = "DATA_QUALITY";
    public const string ModelQuality = "MODEL_QUALITY";
    public const string DataBias = "DATA_BIAS";
    public const string ModelBias = "MODEL_BIAS";
    public const string Explainability = "MODEL_EXPLAINABILITY";

    /// <summary>The types of a step's type; none where the step checks nothing.</summary>
    public static IReadOnlyList<string> Of(string stepType) => stepType switch
    {
        StepTypes.QualityCheck => [DataQuality, ModelQuality],
        StepTypes.ClarifyCheck => [DataBias, ModelBias, Explainability],
        _ => [],
    };

    /// <summary>Whether the baseline has statistics beside its constraints.</summary>
    public static bool HasStatistics(string type) => type is DataQuality or ModelQuality;

    /// <summary>The file of the constraints: Clarify's are its analysis.</summary>
    public static string ConstraintsFile(string type) => HasStatistics(type) ? "constraints.json" : "analysis.json";

    /// <summary>The file of the statistics.</summary>
    public const string StatisticsFile = "statistics.json";

    /// <summary>The families of reports of a model version that hold the baseline: of the constraints, and of the statistics where there are some.</summary>
    public static (string Constraints, string? Statistics) Families(string type) => type switch
    {
        DataQuality => ("data-quality/constraints", "data-quality/statistics"),
        ModelQuality => ("model-quality/constraints", "model-quality/statistics"),
        DataBias => ("bias/pre-training", null),
        ModelBias => ("bias/post-training", null),
        _ => ("explainability/report", null),
    };
}
