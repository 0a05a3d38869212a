namespace Praxis.Contracts.Monitor;

/// <summary>Something that is not as a baseline says.</summary>
/// <param name="CheckType">What was looked at, such as <c>completeness_check</c> or <c>bias_drift_check</c>.</param>
/// <param name="Description">What was found and what was allowed, a sentence.</param>
public sealed record ConstraintViolation(string CheckType, string Description)
{
    /// <summary>The column; null where it is about none.</summary>
    public string? Feature { get; init; }

    /// <summary>The facet's column; null where it is about none.</summary>
    public string? Facet { get; init; }

    /// <summary>The facet's value or interval; null where it is about none.</summary>
    public string? FacetValue { get; init; }

    /// <summary>The label; null where it is about none.</summary>
    public string? Label { get; init; }

    /// <summary>The metric; null where it is about none.</summary>
    public string? Metric { get; init; }
}
