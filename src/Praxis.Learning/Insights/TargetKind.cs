namespace Praxis.Learning.Insights;

/// <summary>What kind of answer a column asks for.</summary>
public enum TargetKind
{
    /// <summary>A number.</summary>
    Regression,

    /// <summary>One of two classes.</summary>
    Binary,

    /// <summary>One of several classes.</summary>
    Multiclass,
}
