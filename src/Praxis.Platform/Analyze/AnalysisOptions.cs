namespace Praxis.Platform.Analyze;

/// <summary>What an analysis looks at.</summary>
public sealed record AnalysisOptions
{
    /// <summary>The column that holds the text.</summary>
    public required string Text { get; init; }

    /// <summary>The column that holds the label.</summary>
    public required string Label { get; init; }

    /// <summary>The class of a label's value; null leaves the row out.</summary>
    public required Func<string, string?> ClassOf { get; init; }

    /// <summary>The column whose values are compared; null for none.</summary>
    public string? Facet { get; init; }

    /// <summary>The class that counts as the good outcome; null leaves bias out.</summary>
    public string? Positive { get; init; }

    /// <summary>Facet values with no more rows than this are left out.</summary>
    public int RareFacetRows { get; init; } = 10;
}
