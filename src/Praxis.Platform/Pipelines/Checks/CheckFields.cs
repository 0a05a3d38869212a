namespace Praxis.Platform.Pipelines.Checks;

/// <summary>What a check step has beside its arguments, and what is put among them when it runs.</summary>
internal static class CheckFields
{
    public const string CheckType = "CheckType";
    public const string Group = "ModelPackageGroupName";
    public const string Skip = "SkipCheck";
    public const string Fail = "FailOnViolation";
    public const string Register = "RegisterNewBaseline";
    public const string SuppliedConstraints = "SuppliedBaselineConstraints";
    public const string SuppliedStatistics = "SuppliedBaselineStatistics";

    /// <summary>The constraints that are compared with: those supplied, else of the model group.</summary>
    public const string PreviousConstraints = "PreviousBaselineConstraints";

    /// <summary>The statistics that are compared with.</summary>
    public const string PreviousStatistics = "PreviousBaselineStatistics";

    /// <summary>The analysis config among the environment's variables, where no input holds it.</summary>
    public const string AnalysisConfig = "analysis_config";

    /// <summary>The fields beside the arguments; each may be an expression.</summary>
    public static readonly IReadOnlyList<string> All = [CheckType, Group, Skip, Fail, Register, SuppliedConstraints, SuppliedStatistics];

    /// <summary>Those that are yes or no.</summary>
    public static readonly IReadOnlyList<string> Flags = [Skip, Fail, Register];
}
