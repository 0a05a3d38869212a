namespace Praxis.Contracts.Analyze;

/// <summary>One pre-training bias metric of one facet value.</summary>
/// <param name="Name">CDDL, CI, DPL, JS, KL, KS, LP or TVD.</param>
/// <param name="Description">The metric's full name.</param>
/// <param name="Value">Its value; null where it is undefined.</param>
/// <param name="Error">Why it is undefined; null otherwise.</param>
public sealed record BiasMetric(string Name, string Description, double? Value, string? Error = null)
{
    /// <summary>The lower end of its 95 % interval; null where none was asked for, or it is undefined.</summary>
    public double? Low { get; init; }

    /// <summary>The upper end.</summary>
    public double? High { get; init; }
}
