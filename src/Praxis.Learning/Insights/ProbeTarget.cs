namespace Praxis.Learning.Insights;

/// <summary>The answers that probes learn.</summary>
/// <param name="Kind">What kind they are of.</param>
/// <param name="Values">By row: the class, from 0, or the number.</param>
/// <param name="ClassCount">How many classes there are; 0 for numbers.</param>
public sealed record ProbeTarget(TargetKind Kind, float[] Values, int ClassCount);
