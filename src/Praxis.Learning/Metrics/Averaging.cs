namespace Praxis.Learning.Metrics;

/// <summary>How the scores of the classes become one.</summary>
public enum Averaging
{
    /// <summary>Every class counts the same.</summary>
    Macro,

    /// <summary>The counts of all classes are added before the division; every decision counts the same.</summary>
    Micro,

    /// <summary>A class counts by its rows in the truth; 0 where there are none.</summary>
    Weighted,
}
