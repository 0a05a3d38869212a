namespace Praxis.Platform.Prepare;

/// <summary>What preparation made of a dataset.</summary>
public sealed record PreparedRows
{
    /// <summary>Rows of the dataset.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows dropped because text, label or facet was missing.</summary>
    public required long Missing { get; init; }

    /// <summary>The first of them, at most ten; data rows are counted from 1.</summary>
    public required IReadOnlyList<long> MissingRows { get; init; }

    /// <summary>Rows dropped because the label map does not name their label.</summary>
    public required long Unmapped { get; init; }

    /// <summary>Rows dropped because their facet value is rare, by value.</summary>
    public required IReadOnlyDictionary<string, long> RareFacets { get; init; }

    /// <summary>Later copies of a text with the same label; removed only where asked.</summary>
    public required long Duplicates { get; init; }

    /// <summary>The first of them, at most ten.</summary>
    public required IReadOnlyList<long> DuplicateRows { get; init; }

    /// <summary>Rows whose text is their label, at most ten.</summary>
    public required IReadOnlyList<long> LabelAsTextRows { get; init; }

    /// <summary>Texts that stand in the data with more than one label; the first rows, at most ten.</summary>
    public required IReadOnlyList<long> ContradictoryRows { get; init; }

    /// <summary>The classes, sorted.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Rows a class after cleaning.</summary>
    public required IReadOnlyList<long> ClassRows { get; init; }

    /// <summary>Training rows a class, before balancing.</summary>
    public required IReadOnlyList<long> TrainingRows { get; init; }

    /// <summary>Rows written for training.</summary>
    public required long Train { get; init; }

    /// <summary>Rows written as held out.</summary>
    public required long HeldOut { get; init; }
}
