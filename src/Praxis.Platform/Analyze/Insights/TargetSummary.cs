using Praxis.Data.Tables;
using Praxis.Learning.Insights;

namespace Praxis.Platform.Analyze.Insights;

/// <summary>What kind of answer the target asks for.</summary>
/// <param name="Column">The target.</param>
/// <param name="Kind">Its kind; null where none can be told.</param>
/// <param name="Reason">Why, a sentence.</param>
/// <param name="Classes">Its classes with their rows, the most frequent first; empty for numbers.</param>
public sealed record TargetSummary(string Column, TargetKind? Kind, string Reason, IReadOnlyList<ValueCount> Classes);
