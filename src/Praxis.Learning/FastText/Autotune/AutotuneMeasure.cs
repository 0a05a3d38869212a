namespace Praxis.Learning.FastText.Autotune;

/// <summary>The numbers that a search can go by.</summary>
public enum AutotuneMeasure
{
    /// <summary><c>2 right / (predicted + gold)</c>.</summary>
    F1,

    /// <summary>The best precision among the thresholds with a least recall.</summary>
    PrecisionAtRecall,

    /// <summary>The best recall among the thresholds with a least precision.</summary>
    RecallAtPrecision,
}
