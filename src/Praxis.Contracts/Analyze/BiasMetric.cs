namespace Praxis.Contracts.Analyze;

/// <summary>One pre-training bias metric of one facet value.</summary>
/// <param name="Name">CI, DPL, JS, KL, KS, LP or TVD.</param>
/// <param name="Description">The metric's full name.</param>
/// <param name="Value">Its value; null where it is undefined.</param>
/// <param name="Error">Why it is undefined; null otherwise.</param>
public sealed record BiasMetric(string Name, string Description, double? Value, string? Error = null);
