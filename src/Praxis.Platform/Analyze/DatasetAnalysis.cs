using Praxis.Contracts.Analyze;
using Praxis.Data.Tables;

namespace Praxis.Platform.Analyze;

/// <summary>What is in a dataset, seen as texts with classes.</summary>
public sealed record DatasetAnalysis
{
    /// <summary>Rows with text, label and facet, of the facet values that are not rare.</summary>
    public required long Rows { get; init; }

    /// <summary>Of them, rows by class, the classes sorted.</summary>
    public required IReadOnlyDictionary<string, long> ClassRows { get; init; }

    /// <summary>Facet values left out as too rare, with their rows.</summary>
    public required IReadOnlyDictionary<string, long> RareFacets { get; init; }

    /// <summary>The facet's values, the best mean class (else the most rows) first; empty without a facet.</summary>
    public required IReadOnlyList<CategorySummary> Categories { get; init; }

    /// <summary>Words of the texts.</summary>
    public required WordStatistics Words { get; init; }

    /// <summary>Bias before training; null where it was not asked for.</summary>
    public BiasReport? Bias { get; init; }
}
