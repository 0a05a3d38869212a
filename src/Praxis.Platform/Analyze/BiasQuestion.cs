using Praxis.Data.Tables;

namespace Praxis.Platform.Analyze;

/// <summary>What a bias report asks.</summary>
public sealed record BiasQuestion
{
    /// <summary>The most values of a facet that are reported.</summary>
    public const int MostValues = 1000;

    /// <summary>What of the label counts as the good outcome.</summary>
    public required ColumnRange Positive { get; init; }

    /// <summary>What the good outcome is called; null takes its values or its interval.</summary>
    public string? PositiveName { get; init; }

    /// <summary>The facets: each value, some values together, or all above a threshold.</summary>
    public required IReadOnlyList<ColumnRange> Facets { get; init; }

    /// <summary>The group variable of CDDL; null for none.</summary>
    public string? Group { get; init; }

    /// <summary>Values of fewer rows are left out of the report; their rows stay on the other side.</summary>
    public int FewestRows { get; init; } = 1;

    /// <summary>How often the rows are drawn again for the intervals; 0 leaves them out.</summary>
    public int Replicates { get; init; } = 1000;

    /// <summary>Seed of that drawing.</summary>
    public ulong Seed { get; init; } = 1;
}
