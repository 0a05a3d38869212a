namespace Praxis.Platform.Evaluate;

/// <summary>Which columns of a table are asked about and compared.</summary>
public sealed record ScoringOptions
{
    /// <summary>The column that holds the text, for models of one column; those of several name their own.</summary>
    public required string Text { get; init; }

    /// <summary>The column that holds the label.</summary>
    public required string Label { get; init; }

    /// <summary>Maps label values to classes, as in <c>1,2=-1;3=0;4,5=1</c>; null keeps them.</summary>
    public string? LabelMap { get; init; }

    /// <summary>The columns whose values are slices.</summary>
    public IReadOnlyList<string> Facets { get; init; } = [];
}
