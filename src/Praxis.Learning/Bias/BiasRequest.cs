namespace Praxis.Learning.Bias;

/// <summary>What a bias analysis is asked.</summary>
public sealed record BiasRequest
{
    /// <summary>All columns of the table, of equally many rows; those that are named nowhere are the features of the flip test.</summary>
    public required IReadOnlyList<BiasColumn> Columns { get; init; }

    /// <summary>The observed label's column.</summary>
    public required string Label { get; init; }

    /// <summary>The values that count as positive, or one threshold above which a number does.</summary>
    public required IReadOnlyList<BiasValue> Positive { get; init; }

    /// <summary>The facet's column.</summary>
    public required string Facet { get; init; }

    /// <summary>The values that form the asked side together, or one threshold; null takes every value by itself.</summary>
    public IReadOnlyList<BiasValue>? FacetValues { get; init; }

    /// <summary>The predicted label's column; null for none.</summary>
    public string? Predicted { get; init; }

    /// <summary>The group variable's column; null for none.</summary>
    public string? Group { get; init; }
}
